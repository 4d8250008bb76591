import type { JsonObject } from '../../spec/json.ts';
import { table } from '../../spec/table.ts';
import { languagePair, sideOfPair } from '../readers/languages.ts';
import { isThere, textAt } from './cells.ts';
import { askingColumn } from './fill-prompt.ts';

/** Languages by the names that people give columns. */
const CODES: ReadonlyMap<string, string> = new Map(
  Object.entries({
    english: 'en',
    german: 'de',
    french: 'fr',
    spanish: 'es',
    italian: 'it',
    portuguese: 'pt',
    dutch: 'nl',
    russian: 'ru',
    chinese: 'zh',
    japanese: 'ja',
    korean: 'ko',
    arabic: 'ar',
    hindi: 'hi',
    turkish: 'tr',
    polish: 'pl',
  }),
);
const CODE = new Set([
  ...CODES.values(),
  'uk',
  'sv',
  'da',
  'no',
  'fi',
  'cs',
  'el',
  'ro',
  'hu',
  'he',
  'fa',
  'vi',
  'th',
  'id',
]);
const REFERENCES = ['reference', 'references', 'answer', 'ground_truth', 'solution', 'label'];
const SHORT_NAMES = table<readonly string[]>({
  source_language: ['src_lang', 'source_lang', 'lang_from', 'from_lang'],
  target_language: ['tgt_lang', 'target_lang', 'lang_to', 'to_lang'],
});

/** Reads two columns named for languages as a sentence and its translation, and short names of languages. @returns the columns that were read */
export function fillPair(row: JsonObject): string[] {
  const read = Object.entries(SHORT_NAMES).flatMap(([field, names]) => {
    const name = names.find((one) => textAt(row, one) !== null);
    if (name === undefined || isThere(row, field)) return [];
    row[field] = row[name]!;
    return [name];
  });
  const asking = askingColumn(row);
  const sides = Object.keys(row).filter((name) => codeOf(name) !== null && textAt(row, name) !== null);
  if (sides.length !== 2 || asking === undefined || REFERENCES.some((name) => isThere(row, name)))
    return read;
  const pair = Object.fromEntries(sides.map((name) => [codeOf(name)!, row[name]!]));
  const asked = textAt(row, asking)!;
  const source = sideOfPair(pair, 'source', asked);
  const reference = sideOfPair(pair, 'target', asked);
  if (typeof source !== 'string' || typeof reference !== 'string') return read;
  row.reference = reference;
  if (!asked.includes(source)) row.prompt = `${asked}\n\n${source}`;
  const languages = languagePair(pair, asked);
  if (languages !== null && !isThere(row, 'languages')) row.languages = languages;
  return [...read, asking, ...sides];
}

function codeOf(column: string): string | null {
  const name = column.toLowerCase();
  return CODES.get(name) ?? (CODE.has(name) ? name : null);
}
