import type { JsonObject, JsonValue } from '../../spec/json.ts';
import { table } from '../../spec/table.ts';
import { languagesAsked } from '../../text/languages-asked.ts';
import { parsedText } from '../parsed-text.ts';

/** Codes of FLORES (ISO 639-3 with a script) and of regions → ISO 639-1. */
const SHORT: Readonly<Record<string, string>> = table({
  eng: 'en',
  deu: 'de',
  fra: 'fr',
  spa: 'es',
  ita: 'it',
  por: 'pt',
  nld: 'nl',
  rus: 'ru',
  ukr: 'uk',
  pol: 'pl',
  ces: 'cs',
  slk: 'sk',
  slv: 'sl',
  hrv: 'hr',
  srp: 'sr',
  bul: 'bg',
  ron: 'ro',
  hun: 'hu',
  fin: 'fi',
  swe: 'sv',
  dan: 'da',
  nob: 'no',
  isl: 'is',
  ell: 'el',
  tur: 'tr',
  arb: 'ar',
  heb: 'he',
  pes: 'fa',
  hin: 'hi',
  ben: 'bn',
  urd: 'ur',
  tam: 'ta',
  tel: 'te',
  jpn: 'ja',
  kor: 'ko',
  zho: 'zh',
  cmn: 'zh',
  vie: 'vi',
  tha: 'th',
  ind: 'id',
  swh: 'sw',
  cat: 'ca',
  est: 'et',
  lvs: 'lv',
  lit: 'lt',
});

/** `eng_Latn`, `en_US`, `de-DE`, `deu`, `DE` → `en`, `de`. */
function shortCode(code: string): string {
  const plain = code.toLowerCase().split(/[_-]/)[0]!;
  return SHORT[plain] ?? plain;
}

interface Sides {
  readonly source: { readonly code: string; readonly text: string };
  readonly target: { readonly code: string; readonly text: string };
}

/**
 * Which side of a pair is translated: what the prompt asks for decides, else the first is the source (WMT's `{de: …, en:
 * …}`, FLORES' `sentence_…` columns).
 */
function sides(given: JsonValue, prompt: JsonValue): Sides | null {
  const pair = parsedText(given);
  if (typeof pair !== 'object' || pair === null || Array.isArray(pair)) return null;
  const columns = Object.entries(pair);
  const sentences = columns.filter(([name]) => name.startsWith('sentence_'));
  const found = (sentences.length > 0 ? sentences : columns).flatMap(([name, text]) => {
    const code = /^(?:sentence_)?([A-Za-z]{2,3}(?:[_-][A-Za-z]{2,4})?)$/.exec(name)?.[1];
    return code && typeof text === 'string' && text.trim() !== '' ? [{ code: shortCode(code), text }] : [];
  });
  const [first, second] = found;
  if (!first || !second || found.length !== 2) return null;
  const asked = typeof prompt === 'string' ? languagesAsked(prompt) : null;
  if (asked?.target === first.code) return { source: second, target: first };
  return { source: first, target: second };
}

/** `{de, en}`, columns `sentence_…`, or a code of a pair such as `en-de_DE` → `{source, target}`. */
export function languagePair(pair: JsonValue, prompt: JsonValue = null): JsonValue {
  if (typeof pair === 'string' && !pair.startsWith('{')) {
    const found = /^([A-Za-z]{2,3})[-–>]+([A-Za-z]{2,3}(?:_[A-Za-z]+)?)$/.exec(pair.trim());
    return found ? { source: shortCode(found[1]!), target: shortCode(found[2]!) } : null;
  }
  const read = sides(pair, prompt);
  return read && ({ source: read.source.code, target: read.target.code } satisfies JsonObject);
}

/** @param side `source` or `target` */
export function sideOfPair(pair: JsonValue, side: JsonValue, prompt: JsonValue = null): JsonValue {
  const read = sides(pair, prompt);
  return read && (side === 'source' ? read.source.text : read.target.text);
}
