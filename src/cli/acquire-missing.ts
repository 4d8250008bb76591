import { acquisitionId } from '../agents/acquisitions/acquisition-id.ts';
import { type AnyRequest, isForModel } from '../agents/acquisitions/any-request.ts';
import type { MissingPart, MissingParts } from '../agents/acquisitions/missing-parts.ts';
import { type AcquiringConfig, openModel } from '../agents/acquisitions/open-acquisitions.ts';
import { planAcquisitions } from '../agents/acquisitions/plan.ts';
import type { AcquisitionState } from '../agents/acquisitions/state.ts';
import type { AcquisitionTarget } from '../agents/code-agent/request.ts';
import { decidedAgent } from '../agents/policy-agent/decided-agent.ts';
import { PolicyWork } from '../agents/policy-agent/policy-work.ts';
import { modelRequestFor } from '../agents/web-agent/model-request-for.ts';
import { noProgramJudges } from '../agents/web-agent/no-program-judges.ts';
import type { Config } from '../config.ts';
import { IntakeNotes } from '../intake/intake-notes.ts';
import type { Library } from '../library/library.ts';
import { serving } from '../routing/serving.ts';
import { createRewardService, type RewardService } from '../service.ts';
import type { AcquiringAgent } from '../spec/decisions.ts';
import { RlarError } from '../spec/errors.ts';
import { familyOf } from '../spec/kinds.ts';
import { acquireAll, exitOf } from './acquire-all.ts';
import { acquisitionsTable } from './acquisitions-table.ts';
import { type AgentsTally, NO_AGENTS, withAcquisitions, withWork } from './agents-tally.ts';
import { askPolicyFirst } from './ask-policy-first.ts';
import { EXIT } from './exit.ts';
import { missingInFile } from './find-missing.ts';
import { readBatches } from './read-rows.ts';
import { requirePrompts } from './require-prompts.ts';
import type { RowFlags } from './row-flags.ts';
import { UsageError } from './usage-error.ts';
import { canWriteRubric, writeMissingRubrics } from './write-missing-rubrics.ts';

/** What agents did for a file. */
export interface Acquired {
  readonly states: readonly AcquisitionState[];
  readonly agents: AgentsTally;
}

/**
 * Acquires the missing tools for a file before it is scored, each sort once. The policy agent is asked first: it names the kinds
 * of prompts that no rule knows, decides what the kinds get, and says which agent is to get what is missing. Without its word
 * the code agent is asked first, and a kind that it calls not checkable goes to the web agent, which finds a reward model
 * for it. A kind for which neither brings a tool gets a judge by a rubric, if the file has enough labelled responses. If no tool is missing and nothing is to be decided, nobody is asked. Lines that cannot be read are left to the
 * scoring, which names them. Queries stay `unscored` if their acquisition does not give a tool.
 * @returns the states in which the acquisitions end, and what each agent cost
 * @throws UsageError where something is missing and no row has a prompt
 * @throws RlarError RLAR_MODEL_MISSING where something is missing that a language model would have to write
 */
export async function acquireMissing(
  config: Config & AcquiringConfig,
  file: string,
  flags: RowFlags,
): Promise<Acquired> {
  if (file === '-')
    throw new UsageError(
      'RLAR_INVALID_REQUEST',
      '--acquire reads the rows twice, and standard input is gone',
      {
        remedy: 'Put the rows into a file, and name it.',
      },
    );
  const service = await createRewardService({ ...config, record: false });
  const since = Date.now();
  try {
    const canWrite = await hasModel(config);
    const first = await lookAt(config, service, file, flags);
    const before = canWrite
      ? await askPolicyFirst(config, service, first.work, NO_AGENTS)
      : { answer: null, tally: NO_AGENTS };
    const { missing, notes } = before.answer?.named.length
      ? await lookAt(config, service, file, flags)
      : first;
    const { parts, requests, reading } = await planAcquisitions(missing, config, service.library, {
      seed: 1,
    });
    const read = withWork(before.tally, 'code', { worked: 0, kept: 0, usage: reading });
    if (requests.length === 0) return { states: [], agents: read };
    requirePrompts(file, notes);
    const isFor = new Map(parts.map((part) => [part, agentFor(part, service.library, canWrite)]));
    const written = await acquiredAll(
      config,
      service,
      requests.filter((_, at) => isFor.get(parts[at]!) === 'code'),
    );
    if (exitOf(written) === EXIT.interrupted)
      return { states: written, agents: withAcquisitions(read, written, since) };
    const open = parts.filter(
      (part, at) => isFor.get(part) === 'web' || isNotCheckable(written, requests[at]!),
    );
    const found = await foundModels(config, service, open);
    const states = [...written, ...found];
    const acquired = withAcquisitions(read, states, since);
    if (exitOf(found) === EXIT.interrupted) return { states, agents: acquired };
    const rubrics = canWrite ? leftForRubrics(parts, await service.refreshLibrary(), isFor) : [];
    const agents = await writeMissingRubrics(config, rubrics, acquired);
    if (!canWrite || NAMES.every((name) => agents[name].kept === read[name].kept)) return { states, agents };
    await service.refreshLibrary();
    const { work } = await lookAt(config, service, file, flags);
    return { states, agents: (await askPolicyFirst(config, service, work, agents)).tally };
  } finally {
    await service.close();
  }
}

async function lookAt(
  config: Config,
  service: RewardService,
  file: string,
  flags: RowFlags,
): Promise<{ readonly missing: MissingParts; readonly work: PolicyWork; readonly notes: IntakeNotes }> {
  const notes = new IntakeNotes(flags.map);
  const work = new PolicyWork();
  const { library } = service;
  const batches = readBatches(file, { flags, config, library, notes, needsResponse: false });
  return { missing: await missingInFile(service, batches, work), work, notes };
}

/**
 * @returns the agent that is to get what is missing; null where none is. What the policy agent decided for a kind counts; a
 * rubric needs labelled responses, and a reward model is found where there are too few
 */
function agentFor(
  { target, samples }: MissingPart,
  { decisions }: Library,
  canWrite: boolean,
): AcquiringAgent | null {
  if (!canWrite) return isOpen(target) ? 'web' : 'code';
  const agent = target.what === 'kind' ? decidedAgent(target.kind, decisions) : undefined;
  if (agent === undefined) return 'code';
  return agent === 'rubric' && !canWriteRubric({ samples }) ? 'web' : agent;
}

/** The agents that bring tools. */
const NAMES = ['code', 'web', 'rubric'] as const;

/** Families before their details: what is found for chat may serve chat.greetings too, and nothing is searched twice. */
async function foundModels(
  config: Config & AcquiringConfig,
  service: RewardService,
  parts: readonly MissingPart[],
): Promise<AcquisitionState[]> {
  const kinds = parts.map(({ target }) => (target.what === 'kind' ? target.kind : ''));
  const isDetail = (kind: string): boolean => kind !== familyOf(kind) && kinds.includes(familyOf(kind));
  const requestsFor = (isNow: (kind: string) => boolean): AnyRequest[] =>
    parts.flatMap(({ samples }, at) =>
      kinds[at] !== '' && isNow(kinds[at]!)
        ? [modelRequestFor({ kind: kinds[at]!, settings: config.acquire.models }, samples)]
        : [],
    );
  const first = await acquiredAll(
    config,
    service,
    requestsFor((kind) => !isDetail(kind)),
  );
  if (exitOf(first) === EXIT.interrupted || !kinds.some(isDetail)) return first;
  const library = await service.refreshLibrary();
  const isLeft = (kind: string): boolean => isDetail(kind) && !isServed(kind, library);
  return [...first, ...(await acquiredAll(config, service, requestsFor(isLeft)))];
}

/** Whether the library has a tool for a kind that may be used. */
function isServed(kind: string, library: Library): boolean {
  return serving(kind, library).some(({ card }) => library.routable(card.id));
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

/**
 * @returns the kinds that a rubric may still serve, by labelled responses: those for which the policy agent wants one, and those for
 * which nobody else has brought a tool that may be used
 */
function leftForRubrics(
  parts: readonly MissingPart[],
  library: Library,
  isFor: ReadonlyMap<MissingPart, AcquiringAgent | null>,
): { readonly kind: string; readonly samples: MissingPart['samples'] }[] {
  return parts.flatMap((part) => {
    const { target, samples } = part;
    if (target.what !== 'kind' || isFor.get(part) === null || !canWriteRubric({ samples })) return [];
    return isServed(target.kind, library) ? [] : [{ kind: target.kind, samples }];
  });
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
