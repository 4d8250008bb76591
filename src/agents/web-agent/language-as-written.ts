import { z } from 'zod';

/** Stands for queries in many languages. */
export const MANY_LANGUAGES = 'mul';

const LETTERS = [...'abcdefghijklmnopqrstuvwxyz'];
let names: ReadonlyMap<string, string> | undefined;

/** English names of the languages that have a code of two letters. */
function codesByName(): ReadonlyMap<string, string> {
  if (names) return names;
  const display = new Intl.DisplayNames(['en'], { type: 'language', fallback: 'none' });
  const codes = LETTERS.flatMap((first) => LETTERS.map((second) => `${first}${second}`));
  names = new Map(codes.flatMap((code) => nameOf(display, code)));
  return names;
}

function nameOf(display: Intl.DisplayNames, code: string): [string, string][] {
  const name = display.of(code);
  return name === undefined ? [] : [[name.toLowerCase(), code]];
}

/** @returns a code of three letters as that of two, where there is one */
function shortest(code: string): string {
  try {
    return Intl.getCanonicalLocales(code)[0] ?? code;
  } catch {
    return code;
  }
}

/** Reads a language: an ISO 639 code whose region is left out, an English name, or `multilingual`. */
export const languageAsWritten = z
  .string()
  .transform((given) => {
    const word = given.trim().toLowerCase();
    if (/^(?:multilingual|multi|mul|many|any)$/.test(word)) return MANY_LANGUAGES;
    const [code = word] = word.split(/[-_]/);
    return codesByName().get(word) ?? shortest(code);
  })
  .pipe(
    z
      .string()
      .regex(/^[a-z]{2,3}$/, 'a language: a code such as en, de or zh, its English name, or multilingual'),
  );
