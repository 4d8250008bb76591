import { porterStem } from './porter-stem.ts';

/** English words without content: what they add to an overlap says nothing of what a text tells. */
const FUNCTION_WORDS = new Set(
  stems(
    'a an the of to in on at for with by from and or but as is are was were be been being it its this that these ' +
      'those he she they his her their him them i we you our your my me us not no so if than then there here has have ' +
      'had do does did will would can could may might should who which what when where s t after before over into out ' +
      'up about also more',
  ),
);

/** As {@link stemmedWords} has them, and as they are written. */
function stems(words: string): string[] {
  return words.split(' ').flatMap((word) => [word, porterStem(word)]);
}
const WORD =
  /[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}\p{sc=Thai}]|[[\p{L}\p{M}\p{N}]--[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}\p{sc=Thai}]]+/gv;
const PLAIN_ENGLISH = /^[a-z]{4,}$/;

/**
 * @returns the words of a text in any language, in lower case, English ones stemmed; of scripts written without
 * spaces every character
 */
export function stemmedWords(text: string): string[] {
  const words = text.toLowerCase().match(WORD) ?? [];
  return words.map((word) => (PLAIN_ENGLISH.test(word) ? porterStem(word) : word));
}

/** @returns whether a word of {@link stemmedWords} has content */
export function isContentWord(word: string): boolean {
  return !FUNCTION_WORDS.has(word);
}
