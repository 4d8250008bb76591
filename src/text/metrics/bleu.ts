import { countNgrams } from './ngram-counter.ts';
import { type TokenizerName, tokenize } from './tokenize.ts';

const ORDER = 4;

export interface BleuOptions {
  readonly tokenizer: TokenizerName;
  readonly lowercase?: boolean;
  /** The longest n-grams that count; 4 by default. */
  readonly order?: number;
}

/**
 * Sentence BLEU (Papineni et al., 2002) as sacrebleu's `sentence_bleu` computes it: up to 4-grams, clipped by the
 * reference that has an n-gram most often, brevity against the reference closest in length (the shorter of two),
 * `exp` smoothing of orders without a match (Chen and Cherry, 2014, method 3), effective order.
 * @returns a function from a hypothesis to its BLEU, 0..1 (sacrebleu's value / 100)
 */
export function prepareBleu(
  references: readonly string[],
  options: BleuOptions,
): (hypothesis: string) => number {
  const read = (text: string) => tokenize(options.lowercase ? text.toLowerCase() : text, options.tokenizer);
  const sequences = references.map(read);
  const most = options.order ?? ORDER;
  const counter = countNgrams(sequences, most);
  const lengths = sequences.map((tokens) => tokens.length);

  return (hypothesis) => {
    const tokens = read(hypothesis);
    const matches = counter.matches(tokens);
    if (matches.every((count) => count === 0)) return 0;
    let logarithms = 0;
    let order = 0;
    let smoothing = 1;
    for (let n = 0; n < most; n += 1) {
      const total = tokens.length - n;
      if (total <= 0) break;
      order += 1;
      if (matches[n] === 0) smoothing *= 2;
      logarithms += Math.log(matches[n] === 0 ? 1 / (smoothing * total) : matches[n]! / total);
    }
    return brevityPenalty(tokens.length, closest(lengths, tokens.length)) * Math.exp(logarithms / order);
  };
}

function brevityPenalty(length: number, reference: number): number {
  return length < reference ? Math.exp(1 - reference / length) : 1;
}

function closest(lengths: readonly number[], length: number): number {
  return lengths.reduce((best, candidate) => {
    const difference = Math.abs(length - candidate) - Math.abs(length - best);
    return difference < 0 || (difference === 0 && candidate < best) ? candidate : best;
  });
}

/**
 * BLEU for short answers: n-grams are at most as long as the reference, so that an answer of one word can earn all of it; of several references
 * the nearest counts, with its own brevity penalty. From “Progressive Reward Shaping” (PRS, 2025), which has a length-aware BLEU for short
 * question answering; we know it from its abstract, and the formula is ours.
 */
export function prepareLengthBleu(
  references: readonly string[],
  options: BleuOptions,
): (hypothesis: string) => { readonly value: number; readonly order: number } {
  const scorers = references.map((reference) => {
    const words = tokenize(reference, options.tokenizer).length;
    const order = Math.max(1, Math.min(ORDER, words));
    return { order, score: prepareBleu([reference], { ...options, order }) };
  });
  return (hypothesis) => {
    let best = { value: 0, order: scorers[0]?.order ?? 1 };
    for (const { order, score } of scorers) {
      const value = score(hypothesis);
      if (value > best.value) best = { value, order };
    }
    return best;
  };
}
