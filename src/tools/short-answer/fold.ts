import { table } from '../../spec/table.ts';

const ROMAN_VALUES: Readonly<Record<string, number>> = table({ I: 1, V: 5, X: 10 });

/** @returns the value of a Roman numeral of X, V and I */
export function romanValue(roman: string): number {
  let total = 0;
  for (let index = 0; index < roman.length; index += 1) {
    const value = ROMAN_VALUES[roman[index]!]!;
    total += value < (ROMAN_VALUES[roman[index + 1] ?? ''] ?? 0) ? -value : value;
  }
  return total;
}

const LETTERS: Readonly<Record<string, string>> = table({
  ø: 'o',
  ł: 'l',
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ı: 'i',
});

/** @returns a word in lower case, accents folded, possessive s dropped */
export function fold(raw: string): string {
  const lower = inOneScript(raw)
    .replace(/['’‘`´]s$/iu, '')
    .toLowerCase();
  if (/^[a-z]*$/.test(lower)) return lower;
  return lower
    .normalize('NFKD')
    .replace(/[\u0300-\u036f'’‘`´]/gu, '')
    .replace(/[øłßæœđðþı]/gu, (letter) => LETTERS[letter] ?? letter);
}

/** @returns a word without its plural s */
export function singular(word: string): string {
  if (word.length < 4 || !word.endsWith('s') || /(?:ss|us|is)$/.test(word)) return word;
  return word.endsWith('ies') && word.length > 4 ? `${word.slice(0, -3)}y` : word.slice(0, -1);
}

/** Cyrillic and Greek letters that look like Latin ones, and those. */
const LOOK_ALIKES = new Map(
  Array.from('аеорсухіјѕԁһАВЕКМНОРСТУХІЈЅοαενικυρΑΒΕΖΗΙΚΜΝΟΡΤΥΧ', (letter, index): [string, string] => [
    letter,
    'aeopcyxijsdhABEKMHOPCTYXIJSoaevikupABEZHIKMNOPTYX'[index]!,
  ]),
);

/** A word of Latin letters with look-alikes of another script among them is read as Latin. */
function inOneScript(word: string): string {
  if (/^[\x00-\x7f]*$/.test(word) || !/\p{Script=Latin}/u.test(word)) return word;
  return word.replace(
    /[\p{Script=Cyrillic}\p{Script=Greek}]/gu,
    (letter) => LOOK_ALIKES.get(letter) ?? letter,
  );
}
