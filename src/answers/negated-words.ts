import { NEGATIONS } from './word-lists.ts';
import type { ReadWord, WordSpan } from './words-read.ts';

/** @returns whether a word is the question's or the answer's own, so that its being said tells nothing */
export function givenWords(
  question: readonly ReadWord[],
  keyWords: ReadonlySet<string>,
): (word: string) => boolean {
  const asked = new Set(question.map(({ text }) => text));
  return (word) => asked.has(word) || keyWords.has(word);
}

/** @returns whether a negation stands shortly before the span or right behind it, within its sentence */
export function isNegated(
  tokens: readonly ReadWord[],
  { from, to }: WordSpan,
  given: (word: string) => boolean,
): boolean {
  const sentence = tokens[from]!.sentence;
  for (let index = Math.max(0, from - 5); index < Math.min(tokens.length, to + 4); index += 1) {
    if (index >= from && index < to) continue;
    if (
      tokens[index]!.sentence === sentence &&
      NEGATIONS.has(tokens[index]!.text) &&
      !given(tokens[index]!.text)
    )
      return true;
  }
  return false;
}
