import { z } from 'zod';
import { table } from '../../spec/table.ts';
import { isByFunctionWords } from '../../text/function-words.ts';
import { detectableLanguages, detectLanguage } from '../../text/language.ts';
import { isPythonLower, isPythonUpper } from '../../text/python-text.ts';
import { treebankWords } from '../../text/treebank-words.ts';
import type { Check, CheckMaker } from './check.ts';
import { compare, quote, relation, threshold, withArguments } from './check.ts';
import type { ResponseText } from './response-text.ts';

const SPACE = 0x20;
const LINE_END = 0x0a;

/** Up to so many words letters alone mislead ("winter is quiet" reads like Dutch). */
const SHORT = 10;
/** From this many words and this confidence on, the letters of a short text in lower case say that it is English. */
const [FEWEST, SURE] = [4, 0.9];

/**
 * In which language; IFEval lets a text pass whose language cannot be told. Words such as "the" and "der" decide of a short
 * text where they tell.
 */
function inLanguage({ raw }: ResponseText, wanted: string): ReturnType<Check> {
  const words = wordsOfShort(raw);
  const told = words && isByFunctionWords(wanted, words);
  if (told === 'yes' || told === 'no')
    return { ok: told === 'yes', detail: `${told === 'yes' ? '' : 'not '}${wanted}, by its small words` };
  const found = detectLanguage(raw);
  if (!found) return { ok: true, detail: 'no language to tell' };
  return {
    ok: found.language === wanted,
    detail: `language ${found.language} (${found.confidence.toFixed(2)}), ${wanted} wanted`,
  };
}

/** English in letters of one case: a short text also passes by small words that are English as likely as not, or by its letters in lower case. */
function inEnglish(response: ResponseText): ReturnType<Check> {
  const found = inLanguage(response, 'en');
  const words = wordsOfShort(response.raw);
  const told = words && isByFunctionWords('en', words);
  if (found.ok || words === null || told === 'no') return found;
  if (told === 'as-likely') return { ok: true, detail: 'en as likely as not, by its small words' };
  const lower = detectLanguage(response.raw.toLowerCase());
  const isEnglish = words.length >= FEWEST && lower?.language === 'en' && lower.confidence >= SURE;
  return isEnglish ? { ok: true, detail: 'en, in lower case' } : found;
}

/** @returns the words of a short text in lower case; null for a longer one */
function wordsOfShort(raw: string): string[] | null {
  if (raw.length > 200) return null;
  const words = raw.toLowerCase().match(/[\p{L}'’]+/gu) ?? [];
  return words.length <= SHORT ? words.map((word) => word.replaceAll('’', "'")) : null;
}

const responseLanguage: CheckMaker = withArguments(z.object({ language: z.string() }), ({ language }) => {
  if (!detectableLanguages().includes(language)) return `language: ${quote(language)} cannot be told`;
  return (response) => inLanguage(response, language);
});

const englishCapital: CheckMaker = () => (response) => {
  if (!isPythonUpper(response.raw)) return { ok: false, detail: 'not all in capital letters' };
  return inEnglish(response);
};

const englishLowercase: CheckMaker = () => (response) => {
  if (!isPythonLower(response.raw)) return { ok: false, detail: 'not all in lowercase letters' };
  return inEnglish(response);
};

const capitalWords: CheckMaker = withArguments(
  z.object({ capital_frequency: threshold, capital_relation: relation }),
  (args) =>
    ({ raw }) => {
      const words = treebankWords(partsWithCapitals(raw));
      const count = words.reduce((sum, word) => sum + (isPythonUpper(word) ? 1 : 0), 0);
      return compare(count, args.capital_relation, args.capital_frequency, 'words in capitals');
    },
);

/** Leaves out the runs between spaces in which no word can be all in capitals, which are most of a usual text. */
function partsWithCapitals(text: string): string {
  const parts: string[] = [];
  let start = 0;
  let mayHold = false;
  for (let index = 0; index <= text.length; index += 1) {
    const unit = index < text.length ? text.charCodeAt(index) : SPACE;
    if (unit === SPACE || unit === LINE_END) {
      if (mayHold) parts.push(text.slice(start, index));
      start = index + 1;
      mayHold = false;
    } else if (unit >= 0x80 || (unit >= 0x41 && unit <= 0x5a)) mayHold = true;
  }
  return parts.join(' ');
}

export const languageChecks: Readonly<Record<string, CheckMaker>> = table({
  'language:response_language': responseLanguage,
  'change_case:english_capital': englishCapital,
  'change_case:english_lowercase': englishLowercase,
  'change_case:capital_word_frequency': capitalWords,
});
