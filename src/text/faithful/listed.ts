import { plainWords } from './words-of.ts';

/** Three and more things of up to three words each, with commas between them, or commas and a last joint. */
const LIST =
  /(?:[\p{L}'’-]+ ){0,2}[\p{L}'’-]+(?:, (?:[\p{L}'’-]+ ){0,2}[\p{L}'’-]+)+(?:,? (?:and|or|und|oder|et|ou|y|e|o|en|och) (?:[\p{L}'’-]+ ){0,2}[\p{L}'’-]+)?/gu;
const LONGEST = 5_000;
const FEWEST = 3;

/** @returns the words, in lower case, of each list of a text: what is listed together may stand in any order */
export function listedWords(text: string): ReadonlySet<string>[] {
  return Array.from(text.slice(0, LONGEST).matchAll(LIST), ([list]) => list)
    .filter((list) => list.split(/, |(?<=\p{L}) (?:and|or|und|oder|et|ou|y|e|o|en|och) /u).length >= FEWEST)
    .map((list) => new Set(plainWords(list)));
}
