import type { AcquiringConfig } from '../agents/acquisitions/open-acquisitions.ts';
import { planAcquisitions } from '../agents/acquisitions/plan.ts';
import type { AcquisitionState } from '../agents/acquisitions/state.ts';
import type { Config } from '../config.ts';
import { IntakeNotes } from '../intake/intake-notes.ts';
import { createRewardService } from '../service.ts';
import { acquireAll } from './acquire-all.ts';
import { acquisitionsTable } from './acquisitions-table.ts';
import { missingInFile } from './find-missing.ts';
import { readBatches } from './read-rows.ts';
import { requirePrompts } from './require-prompts.ts';
import type { RowFlags } from './row-flags.ts';
import { UsageError } from './usage-error.ts';

/**
 * Acquires the missing tools for a file before it is scored, each sort once. If no tool is missing, no model is asked.
 * Lines that cannot be read are left to the scoring, which names them. Queries stay `unscored` if their acquisition does
 * not give a tool.
 * @returns the states in which the acquisitions end
 * @throws UsageError where something is missing and no row has a prompt
 * @throws RlarError RLAR_MODEL_MISSING where something is missing and nobody can be asked
 */
export async function acquireMissing(
  config: Config & AcquiringConfig,
  file: string,
  flags: RowFlags,
): Promise<AcquisitionState[]> {
  if (file === '-')
    throw new UsageError(
      'RLAR_INVALID_REQUEST',
      '--acquire reads the rows twice, and standard input is gone',
      {
        remedy: 'Put the rows into a file, and name it.',
      },
    );
  const service = await createRewardService({ ...config, record: false });
  try {
    const notes = new IntakeNotes(flags.map);
    const { library } = service;
    const batches = readBatches(file, { flags, config, library, notes, needsResponse: false });
    const missing = await missingInFile(service, batches);
    const { requests } = await planAcquisitions(missing, config, service.library, { seed: 1 });
    if (requests.length === 0) return [];
    requirePrompts(file, notes);
    process.stderr.write(`acquiring ${requests.length} tools that the library lacks\n`);
    const states = await acquireAll(config, () => service.refreshLibrary(), { requests });
    process.stderr.write(`${acquisitionsTable(states)}\n`);
    return states;
  } finally {
    await service.close();
  }
}
