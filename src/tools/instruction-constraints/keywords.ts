import { z } from 'zod';
import { table } from '../../spec/table.ts';
import { isLiteralPattern, pythonPattern } from '../../text/python-pattern.ts';
import { isPythonWordAt, pythonStrip } from '../../text/python-text.ts';
import type { CheckMaker } from './check.ts';
import { compare, quote, relation, said, threshold, withArguments } from './check.ts';
import type { ResponseText } from './response-text.ts';

/**
 * Keywords are regular expressions without regard to case, as in IFEval; a plain ASCII word, as nearly all of them
 * are, is looked for in the folded text.
 */
interface Keyword {
  /** How often it occurs, without overlap, up to `limit`. */
  count(response: ResponseText, limit: number): number;
}

const words = z.array(said).min(1);

/** @param whole whether it counts only between word boundaries. @returns null where it is no usable pattern */
function keyword(text: string, whole: boolean): Keyword | null {
  if (/^[\0-\x7f]+$/.test(text) && isLiteralPattern(text)) {
    const wanted = text.toLowerCase();
    return { count: ({ folded }, limit) => countLiteral(folded, wanted, whole, limit) };
  }
  const pattern = pythonPattern(whole ? `\\b${text}\\b` : text, 'gi');
  if (!pattern) return null;
  return {
    count({ raw }, limit) {
      let count = 0;
      if (limit === 1) return raw.search(pattern) < 0 ? 0 : 1;
      for (const _ of raw.matchAll(pattern)) if ((count += 1) >= limit) break;
      return count;
    },
  };
}

function countLiteral(text: string, wanted: string, whole: boolean, limit: number): number {
  let count = 0;
  let at = text.indexOf(wanted);
  while (at >= 0 && count < limit) {
    const end = at + wanted.length;
    const bounded = !whole || (isBoundary(text, at) && isBoundary(text, end));
    if (bounded) count += 1;
    at = text.indexOf(wanted, bounded ? end : at + 1);
  }
  return count;
}

function isBoundary(text: string, index: number): boolean {
  return isPythonWordAt(text, index - 1) !== isPythonWordAt(text, index);
}

/** @returns the keywords, or the first text that is no usable pattern */
function keywords(texts: readonly string[], whole: boolean): Map<string, Keyword> | string {
  const made = new Map<string, Keyword>();
  for (const text of texts) {
    const one = keyword(text, whole);
    if (!one) return `${quote(text)} is not a regular expression that can be searched for`;
    made.set(text, one);
  }
  return made;
}

const existence: CheckMaker = withArguments(z.object({ keywords: words }), (args) => {
  const wanted = keywords(args.keywords, false);
  if (typeof wanted === 'string') return wanted;
  return (response) => {
    for (const [text, one] of wanted) {
      if (one.count(response, 1) === 0) return { ok: false, detail: `${quote(text)} is missing` };
    }
    return { ok: true, detail: `all ${wanted.size} keywords found` };
  };
});

const forbidden: CheckMaker = withArguments(z.object({ forbidden_words: words }), (args) => {
  const unwanted = keywords(args.forbidden_words, true);
  if (typeof unwanted === 'string') return unwanted;
  return (response) => {
    for (const [text, one] of unwanted) {
      if (one.count(response, 1) > 0) return { ok: false, detail: `${quote(text)} occurs` };
    }
    return { ok: true, detail: `none of ${unwanted.size} words occurs` };
  };
});

const frequency: CheckMaker = withArguments(
  z.object({ keyword: said, frequency: threshold, relation }),
  (args) => {
    const one = keyword(pythonStrip(args.keyword), false);
    if (!one) return `${quote(args.keyword)} is not a regular expression that can be searched for`;
    return (response) =>
      compare(
        one.count(response, Number.POSITIVE_INFINITY),
        args.relation,
        args.frequency,
        `times ${quote(args.keyword)}`,
      );
  },
);

/** IFEval replaces what is no letter of a to z by a random letter; here the character itself is counted. */
export const letterFrequency: CheckMaker = withArguments(
  z.object({ letter: z.string().length(1), let_frequency: threshold, let_relation: relation }),
  (args) => {
    const lower = args.letter.toLowerCase().charCodeAt(0);
    const capital = args.letter.toUpperCase();
    const upper = capital.length === 1 ? capital.charCodeAt(0) : lower;
    const further = { i: 0x130, k: 0x212a }[args.letter.toLowerCase()] ?? lower;
    return ({ raw }) => {
      let count = 0;
      for (let index = 0; index < raw.length; index += 1) {
        const unit = raw.charCodeAt(index);
        if (unit === lower || unit === upper || unit === further) count += 1;
      }
      return compare(count, args.let_relation, args.let_frequency, `letters ${quote(args.letter)}`);
    };
  },
);

export const keywordChecks: Readonly<Record<string, CheckMaker>> = table({
  'keywords:existence': existence,
  'keywords:frequency': frequency,
  'keywords:forbidden_words': forbidden,
  'keywords:letter_frequency': letterFrequency,
});
