import { withoutThinking } from '../../answers/thinking.ts';

/**
 * What of a response is the translation. Rules, in this order, each applied at most once but the last three, which
 * repeat until nothing changes (at most four times):
 *
 * 1. thinking: only what follows the last `</think>` counts; an open `<think>` drops all behind it
 * 2. tag: the last `<answer>` or `<translation>` element, closed or not, where there is one
 * 3. fence: a code fence at the start: what is in it
 * 4. label: a first line or lead-in that ends in a colon and speaks of translating ("Here is the translation:",
 *    "Übersetzung:", "译文：") or names the target language ("German:"), unless a reference begins so
 * 5. wrapper: a pair of quotation marks, asterisks or backticks around all of it, unless a reference has it too
 */
export interface ExtractedTranslation {
  readonly text: string;
  /** Whether tags hold several different translations, so that none is the answer. */
  readonly several: boolean;
  /** The rules that took something away, in order. */
  readonly stripped: readonly string[];
}

const FIRST_LINE = 300;
const LONGEST_TAGGED = 40_000;
const TRANSLATING =
  /translat|übersetz|tradu[cçz]|traducc|traduzione|vertaling|tłumacz|перев[оеё]|переклад|翻译|翻譯|译文|譯文|翻訳|訳文|번역|ترجم|अनुवाद|çeviri/iu;
const LABEL = /^[\s#>*_-]{0,8}[^\n:：]{0,200}[:：][*_]{0,2}/u;
const PAIRS: readonly (readonly [string, string])[] = [
  ['"', '"'],
  ['“', '”'],
  ['„', '“'],
  ['„', '”'],
  ['«', '»'],
  ['»', '«'],
  ['「', '」'],
  ['『', '』'],
  ["'", "'"],
  ['‘', '’'],
  ['**', '**'],
  ['`', '`'],
];

/**
 * @param references the wanted translations: what they carry themselves is not taken away
 * @param languageNames the names of the target language, in lower case
 */
export function extractTranslation(
  response: string,
  references: readonly string[],
  languageNames: readonly string[],
): ExtractedTranslation {
  const stripped: string[] = [];
  let text = response;
  const apply = (rule: string, next: string) => {
    const changed = next !== text;
    if (changed) stripped.push(rule);
    text = next;
    return changed;
  };
  apply('thinking', withoutThinking(text));
  const several = tagged(text).size > 1;
  apply('tag', insideTag(text));
  text = text.trim();
  for (let round = 0; round < 4; round += 1) {
    const fence = apply('fence', insideFence(text));
    const label = apply('label', withoutLabel(text, references, languageNames));
    const wrapper = apply('wrapper', withoutWrapper(text, references));
    if (!fence && !label && !wrapper) break;
  }
  return { text, stripped, several };
}

/** @returns what stands in closed tags, each text once */
function tagged(text: string): Set<string> {
  const found = text.slice(0, LONGEST_TAGGED).matchAll(/<(answer|translation)>([^<]{0,10000})<\/\1>/g);
  return new Set(Array.from(found, ({ 2: inside = '' }) => inside.replace(/\s+/g, ' ').trim()));
}

function insideTag(text: string): string {
  for (const name of ['answer', 'translation']) {
    const open = text.lastIndexOf(`<${name}>`);
    if (open < 0) continue;
    const start = open + name.length + 2;
    const close = text.indexOf(`</${name}>`, start);
    return text.slice(start, close < 0 ? undefined : close);
  }
  return text;
}

function insideFence(text: string): string {
  if (!text.startsWith('```')) return text;
  const line = text.indexOf('\n');
  if (line < 0) return text;
  const close = text.indexOf('```', line);
  return text.slice(line + 1, close < 0 ? undefined : close).trim();
}

function withoutLabel(text: string, references: readonly string[], languageNames: readonly string[]): string {
  const found = LABEL.exec(text.slice(0, FIRST_LINE))?.[0];
  if (found === undefined) return text;
  const words = found.replace(/[#>*_:：-]/gu, ' ').trim();
  const named = languageNames.includes(words.toLowerCase());
  if (!named && !TRANSLATING.test(words)) return text;
  if (references.some((reference) => TRANSLATING.test(reference.slice(0, FIRST_LINE)))) return text;
  if (named && references.some((reference) => reference.startsWith(found))) return text;
  return text.slice(found.length).trim();
}

function withoutWrapper(text: string, references: readonly string[]): string {
  for (const [open, close] of PAIRS) {
    if (text.length <= open.length + close.length || !text.startsWith(open) || !text.endsWith(close))
      continue;
    if (references.some((reference) => reference.startsWith(open) && reference.endsWith(close))) return text;
    const inside = text.slice(open.length, -close.length);
    return inside.includes(open) || inside.includes(close) ? text : inside.trim();
  }
  return text;
}
