import { SMALL_WORDS, TENS_WORDS } from '../../text/numbers/number-words.ts';

/** Word tables of the short-answer tool. All words are in the form that `tokenize` gives them: folded, without plural s. */

export const NUMBER_WORDS: ReadonlyMap<string, number> = new Map([
  ...SMALL_WORDS.slice(0, 20).map((word, index): [string, number] => [word, index]),
  ...TENS_WORDS.map((word, index): [string, number] => [word, 20 + 10 * index]),
]);

/** Countries that answers name in several ways. */
export const COUNTRIES: ReadonlyMap<string, string> = new Map([
  ['united state', 'usa'],
  ['us', 'usa'],
  ['usa', 'usa'],
  ['united kingdom', 'uk'],
  ['great uk', 'uk'],
  ['britain', 'uk'],
  ['british', 'uk'],
  ['uk', 'uk'],
]);

/** Units by their other names. */
export const MEASURES: ReadonlyMap<string, string> = new Map(
  [
    'km kilometer kilometre',
    'm meter metre',
    'cm centimeter centimetre',
    'mm millimeter millimetre',
    'kg kilogram kilogramme kilo',
    'lb pound lbs',
    'ft foot feet',
    'hr hour',
    'yr year yrs',
    'percent percentage',
  ].flatMap((names) => {
    const [first = '', ...others] = names.split(' ');
    return others.map((other): [string, string] => [other, first]);
  }),
);
