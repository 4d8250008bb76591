/** The words of a response, as far as they may say something. */
export interface PlainWords {
  /** Every run of letters, in lower case. */
  readonly all: readonly string[];
  /** Those that say something: more than one letter (or one Chinese character), and not one letter or syllable over and over. */
  readonly saying: readonly string[];
  readonly distinct: ReadonlySet<string>;
}

const LONGEST = 50_000;
const ADDRESS = /\b(?:https?:\/\/|www\.)\S{1,2000}/gi;
const WORD = /\p{L}[\p{L}\p{M}]*(?:['’]\p{L}+)?/gu;
const ALONE = /^[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}\p{sc=Hang}\p{sc=Thai}]$/u;
const OVER_AND_OVER = /^(.{1,8}?)\1{2,}$|^(.)\2+$/u;

/** @param without words that are asked for, in lower case: they say nothing by themselves */
export function plainWords(text: string, without: ReadonlySet<string> = new Set()): PlainWords {
  const all = (text.slice(0, LONGEST).replace(ADDRESS, ' ').match(WORD) ?? []).map((word) =>
    word.toLowerCase(),
  );
  const saying = all.filter((word) => says(word) && !without.has(word));
  return { all, saying, distinct: new Set(saying) };
}

function says(word: string): boolean {
  return word.length > 1 ? !OVER_AND_OVER.test(word) : ALONE.test(word);
}

/** @returns whether a text holds a word that says something */
export function hasWord(text: string): boolean {
  return plainWords(text).saying.length > 0;
}

/** @returns the letters and digits alone, in lower case: two texts that differ in marks and spaces are the same */
export function folded(text: string): string {
  return text
    .slice(0, LONGEST)
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '');
}
