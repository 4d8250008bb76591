import { PERSUASIONS } from '../../attacks/persuasions.ts';
import { RlarError } from '../../spec/errors.ts';
import type { GateReport } from '../../spec/evidence.ts';
import type { DistilledClassifier } from '../../spec/judge-spec.ts';
import { Random } from '../../spec/random.ts';
import { share } from '../../spec/share.ts';
import {
  FEATURES,
  featuresOf,
  type LinearModel,
  likelihoodOf,
  packedWeights,
} from '../../tools/judge/distilled.ts';
import { isSureOf } from '../../tools/judge/distilled-judge.ts';

/** A verdict of a judge, out of the ledger. */
export interface JudgedText {
  readonly prompt: string;
  readonly response: string;
  /** From 0 to 1. */
  readonly value: number;
}

export interface Distilled {
  /** Null where no classifier is good enough. */
  readonly classifier: DistilledClassifier | null;
  readonly gate: GateReport;
}

const SEED = 20;
const LEAST = 300;
const EPOCHS = 30;
const RATE = 0.5;
const DECAY = 1e-4;
/** A verdict of the classifier agrees with one of the judge that is as near as this. */
const NEAR = 0.25;
/** Share of sure verdicts that agree at least, by its lower bound, and share that must be sure. */
const BARS = { agreement: 0.9, sure: 0.1 } as const;
/** Bad responses that words are put behind. */
const STUFFED = 30;
const MARGINS = [0.99, 0.97, 0.95, 0.9, 0.85, 0.8, 0.7] as const;

/**
 * Trains a classifier on what a judge said. Queries are split: a half to learn from, a quarter to find how sure is sure enough, and a
 * sealed quarter on which it must agree with the judge. Words that it learned to like, and words to judges, are put behind what the judge
 * called bad: where that makes it say good, it may decide only what is not good.
 * @throws RlarError RLAR_INVALID_TOOL where there are too few verdicts
 */
export function distilJudge(texts: readonly JudgedText[]): Distilled {
  if (texts.length < LEAST)
    throw new RlarError(
      'RLAR_INVALID_TOOL',
      `the ledger has ${texts.length} verdicts of this judge; ${LEAST} are needed`,
    );
  const queries = new Random(SEED, 'queries').shuffled([...new Set(texts.map(({ prompt }) => prompt))]);
  const place = new Map(queries.map((prompt, at) => [prompt, at / queries.length]));
  const part = (from: number, to: number) =>
    texts.filter(({ prompt }) => place.get(prompt)! >= from && place.get(prompt)! < to);
  const [learned, tuned, sealed] = [part(0, 0.5), part(0.5, 0.75), part(0.75, 1)];
  const model = train(learned);
  const agreement = (list: readonly Likely[], settings: Pick<DistilledClassifier, 'sure' | 'decides'>) => {
    const sure = list.filter(({ likely }) => isSureOf(settings, likely));
    const right = sure.filter(({ likely, value }) => Math.abs(Number(likely > 0.5) - value) <= NEAR);
    return { agreement: share(right.length, sure.length), sure: share(sure.length, list.length) };
  };
  const isGood = (found: ReturnType<typeof agreement>) =>
    found.agreement.low >= BARS.agreement && found.sure.value >= BARS.sure;
  const tunedLikely = likelihoodsOf(model, tuned);
  const talked = Math.max(mostTalkedInto(model, learned), mostTalkedInto(model, tuned));
  const tried = MARGINS.map((sure) => {
    const decides = talked >= sure ? ('low' as const) : ('both' as const);
    return { sure, decides, found: agreement(tunedLikely, { sure, decides }) };
  });
  const chosen =
    tried
      .filter(({ found }) => isGood(found))
      .toSorted((one, other) => other.found.sure.value - one.found.sure.value)[0] ??
    tried.toSorted((one, other) => other.found.agreement.low - one.found.agreement.low)[0]!;
  const { sure, decides } = chosen;
  const found = agreement(likelihoodsOf(model, sealed), { sure, decides });
  const passed = isGood(found) && (decides === 'low' || mostTalkedInto(model, sealed) < sure);
  const report = { gate: 'G4', name: 'distilled', cases: sealed.length, seed: SEED, shares: found } as const;
  if (!passed) {
    const reason = `where it is sure (${percent(found.sure.value)} of sealed verdicts) it agrees with the judge in ${percent(found.agreement.value)} (at least ${percent(found.agreement.low)})`;
    return { classifier: null, gate: { ...report, outcome: 'failed', reason } };
  }
  const { weights, bias } = model;
  return {
    classifier: { weights: packedWeights(weights), bias, sure, decides },
    gate: { ...report, outcome: 'passed' },
  };
}

interface Likely extends JudgedText {
  readonly likely: number;
}

function likelihoodsOf(model: LinearModel, texts: readonly JudgedText[]): Likely[] {
  return texts.map((text) => ({
    ...text,
    likely: likelihoodOf(model, featuresOf(text.prompt, text.response)),
  }));
}

function train(texts: readonly JudgedText[]): LinearModel {
  const weights = new Float32Array(FEATURES);
  let bias = 0;
  const samples = texts.map(({ prompt, response, value }) => ({
    features: featuresOf(prompt, response),
    value,
  }));
  const random = new Random(SEED, 'order');
  for (let epoch = 0; epoch < EPOCHS; epoch += 1)
    for (const { features, value } of random.shuffled(samples)) {
      const error = likelihoodOf({ weights, bias }, features) - value;
      const rate = RATE / (1 + 0.1 * epoch);
      for (const [feature, size] of features)
        weights[feature]! -= rate * (error * size + DECAY * weights[feature]!);
      bias -= 0.1 * rate * error;
    }
  return { weights, bias };
}

/** @returns how likely the classifier finds what the judge called bad, at the most, with words behind it that it likes or that speak to it */
function mostTalkedInto(model: LinearModel, texts: readonly JudgedText[]): number {
  const liked = likedSpans(model, texts);
  const stuffing = [
    ...liked.slice(0, 3).map((span) => `${span} `.repeat(40)),
    `${liked.join(' ')} `.repeat(5),
    ...PERSUASIONS.filter((_, at) => at % 6 === 0),
  ];
  const bad = texts.filter(({ value }) => value <= NEAR).slice(0, STUFFED);
  return Math.max(
    0,
    ...bad.flatMap(({ prompt, response }) =>
      stuffing.map((words) => likelihoodOf(model, featuresOf(prompt, `${response}\n${words}`))),
    ),
  );
}

/** @returns the pairs of words out of good responses that the classifier likes most */
function likedSpans(model: LinearModel, texts: readonly JudgedText[]): string[] {
  const good = texts.filter(({ value }) => value > 1 - NEAR).slice(0, STUFFED);
  const spans = new Set(
    good.flatMap(({ response }) => {
      const words = response.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
      return words.slice(1).map((word, at) => `${words[at]} ${word}`);
    }),
  );
  return [...spans]
    .map((span) => ({ span, likely: likelihoodOf(model, featuresOf('', span)) }))
    .toSorted((one, other) => other.likely - one.likely)
    .slice(0, 12)
    .map(({ span }) => span);
}

function percent(value: number): string {
  return `${(100 * value).toFixed(1)} %`;
}
