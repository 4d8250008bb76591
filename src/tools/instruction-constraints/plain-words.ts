import { splitSentences } from '../../text/sentences.ts';

/** Letters and digits, with apostrophes and hyphens between them. */
const WORD = /[\p{L}\p{M}\p{N}_]+(?:['’‐‑-][\p{L}\p{M}\p{N}_]+)*/gu;

/** @returns the words of a text as written: "well-known" and "it's" are one each, marks are none */
export function wordsOf(text: string): string[] {
  return text.match(WORD) ?? [];
}

/** @returns the words in lower case, with one sort of apostrophe */
export function foldedWords(text: string): string[] {
  return wordsOf(text).map(foldWord);
}

export function foldWord(word: string): string {
  return word.normalize('NFC').toLowerCase().replaceAll('’', "'");
}

/** @returns the sentences of a text; a line end ends one too, so that a heading or an item without a mark is read by itself */
export function sentencesOf(text: string): string[] {
  return text
    .split('\n')
    .flatMap((line) => splitSentences(line).filter((part) => /[\p{L}\p{N}]/u.test(part)));
}

/** @returns how often `wanted` stands in `words`, next to each other and in order */
export function countWords(words: readonly string[], wanted: readonly string[]): number {
  let count = 0;
  for (let at = 0; at + wanted.length <= words.length; at += 1)
    if (wanted.every((word, index) => words[at + index] === word)) count += 1;
  return count;
}
