import type { LiveLibrary } from '../library/live-library.ts';
import type { Executor } from '../scoring/executor.ts';
import type { TimedVerdict } from '../scoring/job.ts';
import type { ProgramEntry } from '../scoring/program-entry.ts';
import { RlarError } from '../spec/errors.ts';
import type { Tool } from '../spec/tool.ts';

/**
 * Runs a batch that another process handed over, by exactly the version of the tool that the other one means.
 * @throws RLAR_VERSION_GONE where that version is not here, or the signal's reason
 */
export async function runHandedOver(
  live: LiveLibrary,
  executor: Executor,
  { tool: id, version, snapshot, query, options, rollouts }: ProgramEntry,
  signal: AbortSignal,
): Promise<TimedVerdict[]> {
  const tool = await findVersion(live, { id, version, snapshot });
  return executor.runHandedOver(tool, { tool: id, query, options, rollouts }, signal);
}

/** What was published a moment ago may not have come here yet, so the library is looked at again before a version is gone. */
async function findVersion(
  live: LiveLibrary,
  { id, version, snapshot }: { readonly id: string; readonly version: string; readonly snapshot: string },
): Promise<Tool> {
  for (const library of [live.current, () => live.at(snapshot), () => live.refresh()]) {
    const entry = (typeof library === 'function' ? await library() : library)?.get(id);
    if (entry?.card.version === version && !entry.gone) return entry.tool;
  }
  throw new RlarError('RLAR_VERSION_GONE', `${id}@${version} of snapshot ${snapshot} is not on this machine`);
}
