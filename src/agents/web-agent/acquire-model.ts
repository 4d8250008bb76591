import { refusalOf, triedRewardModel } from '../../admission/added-tools/add-reward-model.ts';
import { lacksOpinionAlone, secondByFallback } from '../../admission/added-tools/second-by-fallback.ts';
import type { ModelSource } from '../../hub/model-source.ts';
import { openSource } from '../../hub/open-source.ts';
import { idOf } from '../../library/added-tools/reward-model-record.ts';
import type { ChatModel } from '../../models/chat-model.ts';
import type { AdapterSpec } from '../../spec/adapter-spec.ts';
import { asRlarError } from '../../spec/errors.ts';
import { familyOf } from '../../spec/kinds.ts';
import type { AcquisitionOutcome } from '../code-agent/request.ts';
import { candidatesFor, type ModelsChosen } from './candidates-for.ts';
import { type Demand, demandSchema } from './demand.ts';
import { deployModel } from './deploy-model.ts';
import { type ModelCandidate, type ModelEvent, modelEvent } from './model-event.ts';
import type { ModelRequest } from './model-request.ts';
import { spokenTransfer } from './spoken-transfer.ts';
import { thisMachine } from './this-machine.ts';

/** The place and the callbacks of the web agent. */
export interface ModelHooks {
  readonly home: string;
  readonly onEvent: (event: ModelEvent) => void;
  readonly signal: AbortSignal;
  /** The events of the attempts before this one. */
  readonly earlier: readonly unknown[];
}

/** Pairs whose scores make a scale for a model without one. */
const LEAST_FOR_SCALE = 20;
/** Models that are fetched and tried at most. */
const MOST_TRIED = 5;
/** Fallbacks of the model that passed which are asked for a second opinion at most. */
const MOST_OPINIONS = 2;
/** Errors that say nothing about the model: the acquisition fails, and goes on when they have passed. */
const PASSING = new Set([
  'RLAR_HUB_UNREACHABLE',
  'RLAR_HUB_RATE_LIMITED',
  'RLAR_DISK_FULL',
  'RLAR_STORE_UNAVAILABLE',
]);

/**
 * One acquisition by the web agent: it searches wide, lets the rules choose, fetches the first choice, runs it in a worker,
 * and tries it at the gates; where a model is refused, its fallback is next. What an earlier attempt chose and refused is
 * not done again. Nothing is published here.
 * @param model reads cards whose call the rules do not know; null leaves the choice to the rules
 * @throws RLAR_HUB_UNREACHABLE, RLAR_HUB_RATE_LIMITED, RLAR_DISK_FULL; whatever the signal aborts with
 */
export async function acquireModel(
  request: ModelRequest,
  model: ChatModel | null,
  hooks: ModelHooks,
): Promise<AcquisitionOutcome> {
  const { home, onEvent, signal } = hooks;
  const earlier = eventsOf(hooks.earlier);
  const end = (outcome: AcquisitionOutcome, reason: string): AcquisitionOutcome => {
    onEvent({ step: 'outcome', outcome: outcome.outcome, reason });
    return outcome;
  };
  const demand = demandOf(request);
  const source = openSource(request.folder, home);
  const chosen =
    chosenBefore(earlier) ??
    (await candidatesFor(demand, source, { model, onEvent, all: request.folder !== null }));
  onEvent({ step: 'chosen', ...chosen });
  const refusals = new Map(
    earlier.flatMap((event) =>
      event.step === 'tried' && !event.admitted ? [[event.model, event.reason]] : [],
    ),
  );
  let kept: Tried | null = null;
  const candidates = chosen.candidates.slice(0, MOST_TRIED);
  for (const [at, candidate] of candidates.entries()) {
    signal.throwIfAborted();
    const before = refusals.get(candidate.model);
    if (before === undefined) {
      const work = { request, demand, source, hooks };
      const tried = await withOpinion(await tryCandidate(candidate, work), candidates.slice(at), work);
      const { reason } = tried;
      onEvent({
        step: 'tried',
        model: candidate.model,
        admitted: tried.files?.evidence.admitted ?? false,
        reason,
      });
      if (tried.files?.evidence.admitted) return end({ outcome: 'admitted', ...tried.files }, reason);
      refusals.set(candidate.model, reason);
      if (tried.files) kept ??= tried;
    } else onEvent({ step: 'tried', model: candidate.model, admitted: false, reason: before });
  }
  const reason = noneServes(chosen, refusals);
  return end({ outcome: 'refused', reason, evidence: null, ...kept?.files }, reason);
}

interface Tried {
  readonly reason: string;
  readonly files?: Awaited<ReturnType<typeof triedRewardModel>>;
}

interface Work {
  readonly request: ModelRequest;
  readonly demand: Demand;
  readonly source: ModelSource;
  readonly hooks: ModelHooks;
}

/** Fetches a model, runs it, and asks the gates. What is wrong with the model becomes the reason; other errors are thrown. */
async function tryCandidate(
  { model, revision, adapter }: ModelCandidate,
  { request, demand, source, hooks: { home, onEvent, signal } }: Work,
): Promise<Tried> {
  try {
    const transfer = spokenTransfer((note) => onEvent({ step: 'fetching', model, note }));
    const { spec, by, licence } = await deployModel(
      { source, home, model, revision, demand, adapter },
      { ...transfer, signal },
    );
    transfer.onNote('on this machine; probing it');
    const files = await triedRewardModel(home, spec, {
      by,
      kinds: [request.target.kind],
      pairs: request.pairs,
      // One model may serve several kinds, each with evidence of its own: as a tool it is another for each.
      id: request.id ?? `${idOf(model)}-${request.target.kind.replaceAll('.', '-')}`,
      ...(request.shape !== null && { shape: request.shape }),
      ...formFirst(request, spec),
      ...(licence !== null && { license: licence }),
    });
    const { evidence } = files;
    for (const report of evidence.gates) onEvent({ step: 'gate', candidate: model, phase: 'audit', report });
    const reason = evidence.admitted ? accuracyOf(evidence) : (refusalOf(evidence) ?? 'a gate refuses it');
    return { reason, files };
  } catch (thrown) {
    const error = asRlarError(thrown);
    if (signal.aborted || PASSING.has(error.code) || error.code === 'RLAR_INTERNAL') throw thrown;
    return { reason: `${error.code} ${error.message}` };
  }
}

/**
 * A model that lacks a second opinion alone gets it of the next of its fallbacks that is of another owner and passes the
 * gates too. Where none does, it stays provisional.
 */
async function withOpinion(
  tried: Tried,
  [own, ...fallbacks]: readonly ModelCandidate[],
  work: Work,
): Promise<Tried> {
  const { files } = tried;
  if (!files || !lacksOpinionAlone(files.evidence)) return tried;
  const others = fallbacks.filter(({ model }) => ownerOf(model) !== ownerOf(own?.model ?? ''));
  let last = tried;
  for (const other of others.slice(0, MOST_OPINIONS)) {
    const { files: second, reason } = await tryCandidate(other, work);
    work.hooks.onEvent({ step: 'fetching', model: other.model, note: `for a second opinion: ${reason}` });
    if (!second?.evidence.admitted) continue;
    const asked = await secondByFallback(work.hooks.home, files, second, work.request.pairs);
    const report = asked.evidence.gates.find(({ gate }) => gate === 'G7')!;
    work.hooks.onEvent({ step: 'gate', candidate: own?.model ?? '', phase: 'audit', report });
    last = { ...tried, files: asked };
    if (report.outcome === 'passed') break;
  }
  return last;
}

/** A translation is judged form first: by the model alone, or where there are references by their closeness too. */
function formFirst(
  { target: { kind, reference }, shape, pairs }: ModelRequest,
  { range, read }: AdapterSpec,
): { readonly translation?: 'sem' | 'mix' } {
  const judges = read.from === 'head' || read.from === 'decoder-token';
  const hasScale = range !== null || pairs.length >= LEAST_FOR_SCALE;
  if (familyOf(kind) !== 'translation' || shape !== null || !judges || !hasScale) return {};
  return { translation: reference ? 'mix' : 'sem' };
}

function ownerOf(model: string): string {
  return model.split('/')[0] ?? '';
}

function demandOf({ target, settings }: ModelRequest): Demand {
  const { kind, language, reference } = target;
  const machine = { ...thisMachine(), runtimes: ['managed-worker'] };
  return demandSchema.parse({ kind, language, carries: reference ? ['reference'] : [], machine, settings });
}

function accuracyOf({ gates }: NonNullable<Tried['files']>['evidence']): string {
  const pairs = gates.find(({ gate }) => gate === 'G4')?.shares?.pairs;
  if (!pairs) return 'the probe; no pairs of its kind were given';
  const [value, low, high] = [pairs.value, pairs.low, pairs.high].map(
    (share) => `${(100 * share).toFixed(1)} %`,
  );
  return `right on ${value} of ${pairs.of} pairs (${low} to ${high})`;
}

function noneServes({ candidates, refused }: ModelsChosen, refusals: ReadonlyMap<string, string>): string {
  const [first] = refusals;
  if (first)
    return `${refusals.size} of ${candidates.length} models were tried, and none passed; ${first[0]}: ${first[1]}`;
  const codes = Object.entries(Object.groupBy(refused, ({ code }) => code));
  const counted = codes
    .map(([code, of]) => [code, of?.length ?? 0] as const)
    .sort((a, b) => b[1] - a[1])
    .map(([code, count]) => `${code} ${count}`);
  return counted.length > 0
    ? `none of the ${refused.length} models that were found may serve here: ${counted.join(', ')}`
    : 'no model was found';
}

function eventsOf(events: ModelHooks['earlier']): ModelEvent[] {
  return events.flatMap((event) => modelEvent.safeParse(event).data ?? []);
}

function chosenBefore(events: readonly ModelEvent[]): ModelsChosen | null {
  const last = events.findLast((event) => event.step === 'chosen');
  return last ? { candidates: last.candidates, refused: last.refused } : null;
}
