import type { Segment } from './segments.ts';
import type { ReadWord } from './words-read.ts';

/** What one sentence holds, in words. */
interface Said {
  good: boolean;
  carrying: number;
  asked: Set<string>;
  length: number;
}

/** A short sentence that names something else and takes up nothing of the question: "It is Y." */
const isBare = (said: Said) =>
  !said.good && said.carrying > 0 && said.carrying <= 5 && said.asked.size === 0 && said.length <= 10;

/**
 * Sentences that name something else and not the answer: those that take up the question's words, and bare ones such
 * as "It is Y.", which hold nothing but frame words and a few carrying words.
 * @param content words of the question that carry something
 * @returns how many sentences are rivals that take up the question · are bare · take up the question · of these hold another
 *   answer · whether the last is bare · how many are bare and nothing else
 */
export function rivalSentences(
  content: ReadonlySet<string>,
  segments: readonly Segment[],
  words: readonly ReadWord[],
): number[] {
  const state = new Map<number, Said>();
  for (const segment of segments) {
    const sentence = words[segment.from]!.sentence;
    const entry = state.get(sentence) ?? { good: false, carrying: 0, asked: new Set(), length: 0 };
    entry.good ||= segment.good;
    entry.carrying += segment.foreign ? segment.carrying : 0;
    entry.length += segment.to - segment.from;
    for (let index = segment.from; index < segment.to; index += 1) {
      const word = words[index]!.text;
      if (content.has(word)) entry.asked.add(word);
    }
    state.set(sentence, entry);
  }
  const rivals = [...state.values()].filter((entry) => !entry.good && entry.carrying > 0);
  const last = [...state.values()].at(-1);
  const restated = [...state.values()].filter(
    (entry) => entry.asked.size >= 2 && entry.asked.size >= 0.55 * content.size,
  );
  const enough = Math.max(1, Math.min(3, content.size / 2));
  return [
    Math.min(6, rivals.filter((entry) => entry.asked.size >= enough).length),
    Math.min(6, rivals.filter(isBare).length),
    Math.min(5, restated.length),
    Math.min(5, restated.filter((entry) => !entry.good && entry.carrying > 0).length),
    state.size > 1 && last && isBare(last) && last.length - last.carrying <= 5 ? 1 : 0,
    Math.min(5, rivals.filter((entry) => isBare(entry) && entry.length - entry.carrying <= 1).length),
  ];
}
