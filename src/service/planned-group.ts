import type { Library } from '../library/library.ts';
import type { Assignment } from '../spec/assignment.ts';
import { RlarError } from '../spec/errors.ts';
import type { ToolResult } from '../spec/reward.ts';
import type { Group } from '../spec/wire.ts';

/** A group that is being scored. It has a reward function, or the error that prevented one. */
export interface PlannedGroup {
  /** Its query. Hints are left out where they do not count. */
  readonly group: Group;
  /** Key of the query. */
  readonly key: string;
  /** The library that the assignment's tool versions are resolved in. */
  readonly library: Library;
  readonly assignment: Assignment;
  readonly error: RlarError | null;
  /** The step of the run that the group belongs to, where the request says one. */
  readonly step?: number | undefined;
  /** Monitors that are not asked, because the budget does not reach for them. */
  readonly unasked?: ReadonlySet<string>;
  /** By rollout: recorded results that are reused when the group is scored again. */
  readonly recorded?: readonly (readonly ToolResult[])[];
}

/**
 * @param skipped tools that are not run
 * @returns RLAR_VERSION_GONE where the assignment names a tool version that is not on this machine, else null
 */
export function missingToolVersion(
  { tools, snapshot }: Assignment,
  library: Library,
  skipped: ReadonlySet<string> = new Set(),
): RlarError | null {
  const lost = tools.find(({ id, version }) => {
    const entry = library.get(id);
    return !skipped.has(id) && (entry?.card.version !== version || entry.gone);
  });
  if (!lost) return null;
  return new RlarError('RLAR_VERSION_GONE', `${lost.id}@${lost.version} of snapshot ${snapshot} is not here`);
}
