import type { Library } from '../library/library.ts';
import type { Assignment } from '../spec/assignment.ts';
import { RlarError } from '../spec/errors.ts';
import type { ToolResult } from '../spec/reward.ts';
import type { Group } from '../spec/wire.ts';

/** A group on its way: with its reward function, or with the error that kept it from one. */
export interface Assigned {
  readonly group: Group;
  readonly key: string;
  /** That the tools of the assignment come from, in its versions. */
  readonly library: Library;
  readonly assignment: Assignment;
  readonly error: RlarError | null;
  /** Of a group that is scored again: results that stand as they were recorded, by rollout. */
  readonly recorded?: readonly (readonly ToolResult[])[];
}

/**
 * @param spared tools that are not run
 * @returns RLAR_VERSION_GONE where the assignment names a version that is not here, or null
 */
export function goneVersion(
  { tools, snapshot }: Assignment,
  library: Library,
  spared: ReadonlySet<string> = new Set(),
): RlarError | null {
  const lost = tools.find(({ id, version }) => {
    const entry = library.get(id);
    return !spared.has(id) && (entry?.card.version !== version || entry.gone);
  });
  if (!lost) return null;
  return new RlarError('RLAR_VERSION_GONE', `${lost.id}@${lost.version} of snapshot ${snapshot} is not here`);
}
