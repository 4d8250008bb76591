import { porterStem } from '../metrics/porter-stem.ts';

const LONGEST = 20_000;
/** Characters of a word by which it is known again in another form of it. */
export const STUB = 5;
/** `don 't`, `Fleck 's`: as tokenisers write it. */
const SPACED = /(?<=\p{L})( ?)['’](t|s|re|ve|ll|d|m)(?!\p{L})/giu;
const WORD =
  /[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}\p{sc=Thai}]|[[\p{L}\p{M}\p{N}]--[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}\p{sc=Thai}]]+(?:['’]\p{L}+)?/gv;

/** @returns the words of a text as written, in order; of scripts without spaces every character */
export function wordsOf(text: string): string[] {
  return text.slice(0, LONGEST).replace(SPACED, "'$2").match(WORD) ?? [];
}

/** @returns the words in lower case, cut at apostrophes: `l’usine` is two */
export function plainWords(text: string): string[] {
  return wordsOf(text).flatMap((word) =>
    word
      .toLowerCase()
      .split(/['’]/)
      .filter((part) => part !== ''),
  );
}

/** @returns a word so that its inflections are mostly the same: lower case, English endings off, at most its first seven letters */
export function rootOf(word: string): string {
  const lower = word.toLowerCase().replace(/['’]s$/, '');
  const stem = /^[a-z]{4,}$/.test(lower) ? porterStem(lower) : lower;
  return stem.slice(0, 7);
}

export function rootsOf(text: string): string[] {
  return wordsOf(text).map(rootOf);
}
