import { Random } from '../src/spec/random.ts';

/** One hypothesis with its reference, as a metric gets them. */
export interface MetricCase {
  readonly hypothesis: string;
  readonly reference: string;
}

const SYLLABLES = 'ba co de fi gu ha je ki lo mu na po ri sa te vu we xi yo za'.split(' ');
const ENDINGS = ['', '', '', 's', 'ed', 'ing', 'tion', 'ly'];

/** @returns pairs of made-up text, always the same: sentences of 12 to 30 words, and summaries of 5 to 8 lines of them */
export function metricSets(): Record<string, MetricCase[]> {
  const random = new Random(7);
  const below = (limit: number): number => random.below(limit);
  const vocabulary = Array.from({ length: 3000 }, () => {
    const stem = Array.from({ length: 1 + below(3) }, () => SYLLABLES[below(SYLLABLES.length)]).join('');
    return stem + ENDINGS[below(ENDINGS.length)];
  });
  /** Frequent words are frequent: the square of a share prefers the first ones. */
  const word = (): string => vocabulary[Math.floor((below(10_000) / 10_000) ** 3 * vocabulary.length)]!;
  const sentence = (): string[] => Array.from({ length: 12 + below(19) }, word);
  const rewrite = (words: readonly string[]): string[] => {
    const parts = [...words];
    for (let edits = 2 + below(5); edits > 0; edits -= 1) {
      const at = below(parts.length);
      if (below(3) === 0) parts.splice(below(parts.length), 0, ...parts.splice(at, 1 + below(4)));
      else parts.splice(at, below(2), word());
    }
    return parts;
  };
  const write = (sentences: readonly (readonly string[])[]): string =>
    sentences.map((words) => `${words.join(' ')}, ${words[0]} ${below(2000)}.`).join('\n');
  const cases = (count: number, lines: () => number): MetricCase[] =>
    Array.from({ length: count }, () => {
      const sentences = Array.from({ length: lines() }, sentence);
      return { hypothesis: write(sentences.map(rewrite)), reference: write(sentences) };
    });
  return { 'short sentences': cases(300, () => 1), 'long summaries': cases(40, () => 5 + below(4)) };
}
