import { allowanceFor, type CodeAllowance } from '../../library/added-tools/code-allowance.ts';
import type { AddedTool, ToolSources } from '../../library/added-tools/record.ts';
import { type RewardModelParts, rewardModelRecord } from '../../library/added-tools/reward-model-record.ts';
import { serverOf } from '../../library/added-tools/server-of.ts';
import type { PublishPlace } from '../../library/registry/open-registry.ts';
import { keepRefusedTool, publishTool } from '../../library/registry/publish.ts';
import { scoresOf } from '../../models/reward-models/recorded-scores.ts';
import { ScorerClient } from '../../models/reward-models/scorer-client.ts';
import { unservableReason } from '../../models/reward-models/unservable-reason.ts';
import type { AdapterSpec } from '../../spec/adapter-spec.ts';
import { RlarError } from '../../spec/errors.ts';
import type { EvidenceReport, GateReport } from '../../spec/evidence.ts';
import type { ToolDeclaration } from '../../spec/tool-card.ts';
import { probeRewardModel } from '../reward-model-probes/probe-reward-model.ts';
import { questionsOf, RUDE } from '../reward-model-probes/sanity.ts';
import { calibrationOf } from './calibration-of.ts';
import { mutationOfPairs } from './edits-of-pairs.ts';
import { gatesOfPairs, type ScorePair } from './gates-of-pairs.ts';
import { openScorer, scoresBy } from './open-scorer.ts';
import type { PreferencePair } from './preference-pairs.ts';
import { secondByDefault } from './second-by-default.ts';
import { secondScorer } from './second-scorer.ts';

/** Gates that pairs answer. */
const OF_PAIRS = [
  ['G4', 'discrimination'],
  ['G5', 'mutation'],
  ['G6', 'hack matrix'],
  ['G7', 'second opinion'],
  ['G8', 'signal'],
] as const;

/** Milliseconds that all calls of a probe may take. */
const PROBE_MS = 600_000;

/** Facts about a reward model beside its adapter. */
export interface RewardModelToAdd extends RewardModelParts {
  /** Held-out pairs of the kinds that it is to serve. Without them the tool is provisional, whatever it is worth. */
  readonly pairs?: readonly PreferencePair[];
  /** Another reward model of the library, for a second opinion on the pairs; without it `secondByDefault` finds one. */
  readonly second?: string;
  /** For the log of the library. */
  readonly reason?: string;
}

/** The outcome. A refused model is stored outside of the library, with its report. */
export interface RewardModelAdded {
  readonly declaration: ToolDeclaration;
  readonly evidence: EvidenceReport;
}

/** A reward model with its evidence, as it is published or kept as refused. */
export interface RewardModelTried {
  readonly record: AddedTool;
  readonly sources: ToolSources;
  readonly evidence: EvidenceReport;
}

/**
 * Probes a reward model, tries it on pairs where there are some, and publishes it as a tool. It is provisional
 * while a gate could not be asked: without pairs, with too few of them, or where nothing gives a second opinion.
 * @throws RLAR_INVALID_TOOL with what its adapter or its scores have wrong · RLAR_SCORER_UNREACHABLE and its like
 */
export async function addRewardModel(
  place: PublishPlace,
  spec: AdapterSpec,
  { reason: why = `rlar models add ${spec.model}`, ...parts }: RewardModelToAdd,
): Promise<RewardModelAdded> {
  const files = await triedRewardModel(place.home, spec, parts);
  const { record, evidence } = files;
  if (evidence.admitted) await publishTool(place, files, { by: 'user', reason: why });
  else await keepRefusedTool(place, files, { by: 'user', reason: refusalOf(evidence) ?? why });
  return { declaration: record.declaration, evidence };
}

/** Makes a tool of a reward model and tries it; nothing is published. @throws as `addRewardModel` */
export async function triedRewardModel(
  home: string,
  spec: AdapterSpec,
  { pairs = [], second, ...parts }: Omit<RewardModelToAdd, 'reason'>,
): Promise<RewardModelTried> {
  const { by } = parts;
  const reason = unservableReason(spec, 'worker' in by ? 'worker' : 'address');
  if (reason !== null) throw new RlarError('RLAR_INVALID_TOOL', `${spec.model}: ${reason}`);
  // A bad name or shape is told before anything is asked.
  rewardModelRecord(spec, parts);
  const seen: number[] = [];
  const gates = await tryRewardModel(home, spec, by, {
    pairs,
    onScores: (values) => seen.push(...values),
    kinds: parts.kinds ?? [],
    code: allowanceFor(spec, parts.allowedCode ?? []),
    ...(second !== undefined && { second }),
  });
  const { record, sources } = rewardModelRecord('url' in by ? await withRecordedScores(spec, by.url) : spec, {
    calibration: calibrationOf(seen),
    ...parts,
  });
  const { id, version } = record.declaration;
  const admitted = gates.every(({ outcome }) => outcome !== 'failed');
  const evidence = {
    tool: id,
    version,
    source: version,
    gates,
    labelled: [],
    admitted,
    provisional: admitted && isProvisional(gates),
  };
  return { record, sources, evidence };
}

/** @returns whether a gate could not be asked */
export function isProvisional(gates: readonly GateReport[]): boolean {
  return gates.some(({ outcome }) => outcome === 'not-applicable');
}

/** @returns why the first gate that failed did */
export function refusalOf({ gates }: EvidenceReport): string | undefined {
  return gates.find(({ outcome }) => outcome === 'failed')?.reason;
}

/** Texts whose scores tell a model from another, or a commit from the next: good and bad ones, which lie far apart. */
const MARKS = questionsOf([])
  .slice(0, 2)
  .flatMap(({ prompt, good }) =>
    [good, RUDE[0], 'banana '.repeat(20)].map((response) => ({ prompt, response, reference: good })),
  );

/** @returns the adapter with scores of this server, so that another model behind its address is noticed later */
async function withRecordedScores(spec: AdapterSpec, url: string): Promise<AdapterSpec> {
  const byInput = spec.read.from === 'head' || (spec.read.from === 'steps' && spec.runtime !== 'chat');
  if (spec.recorded || !byInput) return spec;
  const marks = spec.needs.includes('reference')
    ? MARKS
    : MARKS.map(({ prompt, response }) => ({ prompt, response }));
  const scores = await scoresOf(spec, new ScorerClient(spec, url), marks, AbortSignal.timeout(PROBE_MS));
  const recorded = marks.flatMap((text, at) => {
    const score = scores[at];
    // Few digits, so that the last ones, which a server does not repeat, make no other version of the tool.
    return typeof score === 'number' ? [{ ...text, score: Number(score.toPrecision(4)) }] : [];
  });
  return { ...spec, recorded };
}

/** Why a gate is not asked. */
const UNASKED = 'no labelled pairs of its kind were given';

interface Tried {
  readonly pairs: readonly PreferencePair[];
  readonly kinds: readonly string[];
  /** Who allowed the model's own code, where it has some. */
  readonly code?: CodeAllowance | null;
  readonly second?: string;
  /** Told of the scores of both responses of each pair. */
  readonly onScores?: (scores: readonly number[]) => void;
}

/** The gate that asks what a tool is made of: code of a stranger is in it, by somebody's word. */
function allowed({ commit, by }: CodeAllowance): GateReport {
  const reason = `its server runs Python of its repository: ${commit}, which ${by} allowed`;
  return { gate: 'G0', name: 'shape', outcome: 'passed', cases: 1, reason };
}

async function askedOfPairs(
  home: string,
  pairs: readonly PreferencePair[],
  {
    own,
    second,
    model,
    kinds,
  }: {
    readonly own: ScorePair;
    readonly second: string | undefined;
    readonly model: string;
    readonly kinds: readonly string[];
  },
): Promise<GateReport[]> {
  const gates = [...(await gatesOfPairs(pairs, own)), await mutationOfPairs(pairs, own)];
  if (second === undefined) return [...gates, await secondByDefault(home, { model, kinds, pairs, own })];
  const other = await openScorer({ home }, second);
  try {
    return [...gates, await secondScorer(second, pairs, { own, second: other.scores })];
  } finally {
    await other.close();
  }
}

function isWhole({ chosen, rejected }: PreferencePair, responses: readonly string[]): boolean {
  return responses.length === 2 && responses[0] === chosen && responses[1] === rejected;
}

/** @returns the same scorer, which tells of the scores of whole pairs */
function told(scores: ScorePair, onScores: Tried['onScores']): ScorePair {
  if (!onScores) return scores;
  return async (pair, responses) => {
    const values = await scores(pair, responses);
    if (isWhole(pair, responses)) onScores(values.filter((value) => value !== null));
    return values;
  };
}

/** @returns the same scorer, which is asked once for each whole pair, whichever gate wants to know */
function remembered(scores: ScorePair): ScorePair {
  const known = new Map<PreferencePair, ReturnType<ScorePair>>();
  return (pair, responses) => {
    if (!isWhole(pair, responses)) return scores(pair, responses);
    const answer = known.get(pair) ?? scores(pair, responses);
    known.set(pair, answer);
    return answer;
  };
}

/** Puts a reward model through the probe, and through the gates on pairs. A worker that is started for it is ended behind it. */
export async function tryRewardModel(
  home: string,
  spec: AdapterSpec,
  by: RewardModelParts['by'],
  { pairs, kinds, code, second, onScores }: Tried,
): Promise<GateReport[]> {
  const server = serverOf(home, spec, by);
  try {
    const probed = await probeRewardModel(spec, server, { kinds, signal: AbortSignal.timeout(PROBE_MS) });
    const asked =
      pairs.length > 0
        ? await askedOfPairs(home, pairs, {
            own: remembered(told(scoresBy(spec, server), onScores)),
            second,
            model: spec.model,
            kinds,
          })
        : [];
    const unasked = OF_PAIRS.filter(([gate]) => asked.every((report) => report.gate !== gate)).map(
      ([gate, name]) =>
        ({
          gate,
          name,
          outcome: 'not-applicable',
          cases: 0,
          reason: UNASKED,
        }) as const,
    );
    return [...(code ? [allowed(code)] : []), ...probed, ...asked, ...unasked].sort((a, b) =>
      a.gate < b.gate ? -1 : 1,
    );
  } finally {
    if (typeof server === 'object') await server.close();
  }
}
