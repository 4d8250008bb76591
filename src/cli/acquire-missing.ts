import { acquisitionId } from '../agents/acquisitions/acquisition-id.ts';
import { type AnyRequest, isForModel } from '../agents/acquisitions/any-request.ts';
import { type AcquiringConfig, openModel } from '../agents/acquisitions/open-acquisitions.ts';
import { planAcquisitions } from '../agents/acquisitions/plan.ts';
import type { AcquisitionState } from '../agents/acquisitions/state.ts';
import type { AcquisitionTarget } from '../agents/code-agent/request.ts';
import { modelRequestFor } from '../agents/web-agent/model-request-for.ts';
import { noProgramJudges } from '../agents/web-agent/no-program-judges.ts';
import type { Config } from '../config.ts';
import { IntakeNotes } from '../intake/intake-notes.ts';
import { createRewardService, type RewardService } from '../service.ts';
import { RlarError } from '../spec/errors.ts';
import { acquireAll, exitOf } from './acquire-all.ts';
import { acquisitionsTable } from './acquisitions-table.ts';
import { EXIT } from './exit.ts';
import { missingInFile } from './find-missing.ts';
import { readBatches } from './read-rows.ts';
import { requirePrompts } from './require-prompts.ts';
import type { RowFlags } from './row-flags.ts';
import { UsageError } from './usage-error.ts';

/**
 * Acquires the missing tools for a file before it is scored, each sort once. The code agent is asked first; a kind that it
 * calls not checkable goes to the web agent, which finds a reward model for it. If no tool is missing, nobody is asked.
 * Lines that cannot be read are left to the scoring, which names them. Queries stay `unscored` if their acquisition does
 * not give a tool.
 * @returns the states in which the acquisitions end
 * @throws UsageError where something is missing and no row has a prompt
 * @throws RlarError RLAR_MODEL_MISSING where something is missing that a language model would have to write
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
    const { parts, requests } = await planAcquisitions(missing, config, service.library, { seed: 1 });
    if (requests.length === 0) return [];
    requirePrompts(file, notes);
    const canWrite = await hasModel(config);
    const written = await acquiredAll(
      config,
      service,
      canWrite ? requests : requests.filter(({ target }) => !isOpen(target)),
    );
    if (exitOf(written) === EXIT.interrupted) return written;
    const toFind = parts.filter(({ target }, at) =>
      canWrite ? isNotCheckable(written, requests[at]!) : isOpen(target),
    );
    const found = await acquiredAll(
      config,
      service,
      toFind.flatMap(({ target, samples }) =>
        target.what === 'kind'
          ? [modelRequestFor({ kind: target.kind, settings: config.acquire.models }, samples)]
          : [],
      ),
    );
    return [...written, ...found];
  } finally {
    await service.close();
  }
}

async function acquiredAll(
  config: Config & AcquiringConfig,
  service: RewardService,
  requests: readonly AnyRequest[],
): Promise<AcquisitionState[]> {
  if (requests.length === 0) return [];
  const [models, tools] = [requests.filter(isForModel).length, requests.length];
  const what =
    models > 0
      ? `${models} reward models for what no program can judge`
      : `${tools} tools that the library lacks`;
  process.stderr.write(`acquiring ${what}\n`);
  const states = await acquireAll(config, () => service.refreshLibrary(), { requests });
  process.stderr.write(`${acquisitionsTable(states)}\n`);
  return states;
}

function isOpen(target: AcquisitionTarget): boolean {
  return target.what === 'kind' && noProgramJudges(target.kind);
}

function isNotCheckable(states: readonly AcquisitionState[], request: AnyRequest): boolean {
  const id = acquisitionId(request);
  return states.some((state) => state.id === id && state.status === 'not-checkable');
}

async function hasModel(config: AcquiringConfig): Promise<boolean> {
  try {
    await openModel(config);
    return true;
  } catch (thrown) {
    if (thrown instanceof RlarError && thrown.code === 'RLAR_MODEL_MISSING') return false;
    throw thrown;
  }
}
