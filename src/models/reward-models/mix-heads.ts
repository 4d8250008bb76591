import type { ScoreReading } from '../../spec/adapter-spec.ts';

type Heads = Extract<ScoreReading, { from: 'heads' }>;

/** Pairs of a user below which most of the weight is everybody's. */
const PRIOR_PAIRS = 8;

/** A mixed score, the weights of its heads, and how sure it is for this user. */
export interface MixedScore {
  readonly score: number;
  readonly weights: Readonly<Record<string, number>>;
  /** Share of the weights that comes from the user's own pairs; 0 without a user. */
  readonly personal: number;
}

/**
 * Mixes the numbers of several heads. Each is brought to a mean of nothing and a deviation of one, so that none counts
 * for its scale; the weights are those of the context that the prompt shows (MiCRo, arXiv 2505.24846), drawn towards
 * those of the user as far as pairs of theirs are known (VPL, arXiv 2408.10075).
 * @param numbers of all labels of the model
 * @throws Error where a head is not among them, or is no number
 */
export function mixHeads(
  read: Heads,
  numbers: readonly number[],
  { prompt, user }: { readonly prompt: string; readonly user?: string | undefined },
): MixedScore {
  const { heads, users = {} } = read;
  const context = contextOf(read, prompt);
  const common = normalised(context?.weights ?? read.weights);
  const known = user !== undefined && Object.hasOwn(users, user) ? users[user] : undefined;
  const personal = known ? known.pairs / (known.pairs + PRIOR_PAIRS) : 0;
  const own = known ? normalised(known.weights) : common;
  const weights = common.map((weight, at) => (1 - personal) * weight + personal * own[at]!);
  const score = heads.reduce((sum, { index, mean, deviation, name }, at) => {
    const value = numbers[index];
    if (value === undefined || !Number.isFinite(value)) throw new Error(`${name} is not among the numbers`);
    return sum + (weights[at]! * (value - mean)) / deviation;
  }, 0);
  return { score, personal, weights: Object.fromEntries(heads.map(({ name }, at) => [name, weights[at]!])) };
}

/** @returns the first context of which a word stands in the prompt */
export function contextOf(
  { contexts = [] }: Pick<Heads, 'contexts'>,
  prompt: string,
): NonNullable<Heads['contexts']>[number] | undefined {
  const words = new Set(prompt.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []);
  return contexts.find(({ when }) => when.some((word) => words.has(word.toLowerCase())));
}

/** Two responses to one prompt by the numbers of all heads, the better one first. */
export interface HeadPair {
  readonly good: readonly number[];
  readonly bad: readonly number[];
}

/**
 * Learns weights of heads from pairs (Hedge): after each pair a head keeps the more of its weight the more it agreed.
 * @returns one weight for each head; they sum to 1. Without pairs all are the same
 */
export function hedge(heads: Heads['heads'], pairs: readonly HeadPair[], rate = 0.5): number[] {
  const kept = heads.map(({ index, deviation }) =>
    pairs.reduce((log, { good, bad }) => {
      const margin = (good[index]! - bad[index]!) / deviation;
      // The loss of a pair lies from 0 to 1, so that no outlier decides.
      return log - rate / (1 + Math.exp(margin));
    }, 0),
  );
  const most = Math.max(...kept);
  return normalised(kept.map((log) => Math.exp(log - most)));
}

function normalised(weights: readonly number[]): number[] {
  const sum = weights.reduce((total, weight) => total + weight, 0);
  return weights.map((weight) => weight / sum);
}
