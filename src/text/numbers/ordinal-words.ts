import { TENS_WORDS } from './number-words.ts';

/** The ordinals from "zeroth" to "nineteenth" in English: the place of a word is its value. */
const SMALL_ORDINALS: readonly string[] = (
  'zeroth first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth ' +
  'fifteenth sixteenth seventeenth eighteenth nineteenth'
).split(' ');

/** The value of an ordinal in English: those up to "nineteenth", and the tens. */
export const ORDINAL_WORDS: ReadonlyMap<string, number> = new Map([
  ...SMALL_ORDINALS.map((word, index): [string, number] => [word, index]),
  ...TENS_WORDS.map((word, index): [string, number] => [`${word.slice(0, -1)}ieth`, 20 + 10 * index]),
]);
