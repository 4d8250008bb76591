import { targetKey } from '../agents/acquisitions/acquisition-id.ts';
import { groupsFor, MOST_QUERIES, type SampleGroup } from '../agents/acquisitions/request-for.ts';
import type { AcquisitionTarget } from '../agents/code-agent/request.ts';
import type { Config } from '../config.ts';
import type { FileBatch } from '../intake/batch-rows.ts';
import { IntakeNotes } from '../intake/intake-notes.ts';
import type { Library } from '../library/library.ts';
import { RlarError } from '../spec/errors.ts';
import { visible } from '../text/visible.ts';
import { samplesOf } from './find-missing.ts';
import { readBatches } from './read-rows.ts';
import { requirePrompts } from './require-prompts.ts';
import type { RowFlags } from './row-flags.ts';

/** @returns the samples of a file for one target. @throws RLAR_INVALID_REQUEST where no row is for it */
export async function samplesFor(
  target: AcquisitionTarget,
  file: string,
  flags: RowFlags,
  { config, library }: { readonly config: Config; readonly library: Library },
): Promise<readonly SampleGroup[]> {
  const groups: SampleGroup[] = [];
  for await (const batch of readSamples(file, flags, config, library)) groups.push(...samplesOf(batch));
  const chosen = groupsFor(target, groups).slice(0, MOST_QUERIES);
  if (chosen.length > 0) return chosen;
  throw new RlarError('RLAR_INVALID_REQUEST', `${file} has no row for ${targetKey(target)}`, {
    remedy:
      'Name a file with such rows (--samples), or another target; `rlar check` says the kind of each row.',
  });
}

/**
 * Reads samples as `rlar score` reads rows, and names the lines that are none. The kind of a wanted tool is no default of the
 * rows: those without a kind are taken for it anyway.
 * @throws UsageError at the end of a file in which no row has a prompt
 */
export async function* readSamples(
  file: string,
  { kind: _, ...flags }: RowFlags,
  config: Config,
  library: Library,
): AsyncGenerator<FileBatch> {
  const notes = new IntakeNotes(flags.map);
  for await (const batch of readBatches(file, { flags, config, library, notes, needsResponse: false })) {
    for (const { line, reason } of batch.bad)
      process.stderr.write(`${visible(`${file}:${line}: ${reason}`)}\n`);
    yield batch;
  }
  for (const note of notes.lines()) process.stderr.write(`${visible(`${file}: ${note}`)}\n`);
  requirePrompts(file, notes);
}
