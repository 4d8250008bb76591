import { table } from '../../spec/table.ts';

/**
 * Whether a translation is written in the script of its target language. Only the script is looked at: it is sure,
 * where telling two languages of one script apart on a short text is not.
 */
const LONGEST = 5000;
const FEWEST_LETTERS = 6;
const LEAST_SHARE = 0.2;
const COMMON_SCRIPTS = [
  'Latn',
  'Cyrl',
  'Arab',
  'Hans',
  'Jpan',
  'Kore',
  'Deva',
  'Grek',
  'Hebr',
  'Thai',
  'Beng',
  'Taml',
  'Telu',
  'Geor',
  'Armn',
  'Khmr',
  'Sinh',
  'Ethi',
  'Gujr',
  'Knda',
  'Mlym',
  'Mymr',
  'Guru',
  'Laoo',
  'Tibt',
];
const WRITTEN_WITH: Readonly<Record<string, string>> = table({
  Hans: '\\p{sc=Hani}',
  Hant: '\\p{sc=Hani}',
  Jpan: '\\p{sc=Hani}\\p{sc=Hira}\\p{sc=Kana}ー',
  Kore: '\\p{sc=Hang}\\p{sc=Hani}',
});

/** Tells whether a text is in another script than the one expected. */
export type ScriptCheck = (text: string) => boolean;

/**
 * @param language ISO 639-1 code of the target, where it is known; else the script of most reference letters counts
 * @returns a check that is true for texts of six letters or more where less than a fifth of them is in the target's script;
 * null where no script can be expected, or where a reference would fail the check itself
 */
export function prepareScriptCheck(
  language: string | undefined,
  references: readonly string[],
): ScriptCheck | null {
  const expected = scriptOf(language) ?? scriptOfText(references.join('\n'));
  if (expected === null) return null;
  const check = (text: string) => {
    const share = shareOf(text, expected);
    return share !== null && share < LEAST_SHARE;
  };
  return references.some(check) ? null : check;
}

function scriptOf(language: string | undefined): string | null {
  if (language === undefined) return null;
  try {
    return new Intl.Locale(language).maximize().script ?? null;
  } catch {
    return null;
  }
}

function scriptOfText(text: string): string | null {
  return COMMON_SCRIPTS.find((script) => (shareOf(text, script) ?? 0) > 0.8) ?? null;
}

/** @returns the share of the letters that is in the script; null where there are too few letters to tell */
function shareOf(text: string, script: string): number | null {
  const clipped = text.slice(0, LONGEST);
  const letters = clipped.match(/\p{L}/gu)?.length ?? 0;
  if (letters < FEWEST_LETTERS) return null;
  const inScript = new RegExp(`[${WRITTEN_WITH[script] ?? `\\p{sc=${script}}`}]`, 'gu');
  return Math.min(1, (clipped.match(inScript)?.length ?? 0) / letters);
}
