import { z } from 'zod';
import { languageOfName } from '../../text/language-names.ts';

/** Stands for queries in many languages. */
export const MANY_LANGUAGES = 'mul';

/** Reads a language: an ISO 639 code whose region is left out, a name such as `German`, or `multilingual`. */
export const languageAsWritten = z
  .string()
  .transform((given) => {
    const word = given.trim().toLowerCase();
    if (/^(?:multilingual|multi|mul|many|any)$/.test(word)) return MANY_LANGUAGES;
    const [code = word] = word.split(/[-_]/);
    return languageOfName(word) ?? shortest(code);
  })
  .pipe(
    z
      .string()
      .regex(/^[a-z]{2,3}$/, 'a language: a code such as en, de or zh, its English name, or multilingual'),
  );

/** @returns a code of three letters as that of two, where there is one */
function shortest(code: string): string {
  try {
    return Intl.getCanonicalLocales(code)[0] ?? code;
  } catch {
    return code;
  }
}
