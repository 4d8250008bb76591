import { z } from 'zod';
import { table } from '../../spec/table.ts';
import { isPythonBlank, pythonSplit } from '../../text/python-text.ts';
import type { Check, CheckMaker, Outcome } from './check.ts';
import { quote, withArguments } from './check.ts';
import { sentencesOf, wordsOf } from './plain-words.ts';

/** A line of three asterisks, with or without spaces between them, or three asterisks between spaces. */
const DIVIDER = /(?:^|\n)[ \t]{0,8}\*[ \t]?\*[ \t]?\*[ \t]{0,8}(?=\n|$)|(?<=\s)\*\*\*(?=\s)/;
const BLANK_LINE = /\n[ \t]{0,8}\n/;

function partsOf(text: string, separator: RegExp): string[] {
  return text.split(separator).filter((part) => !isPythonBlank(part));
}

function twoParts(separator: RegExp, between: string): Check {
  return ({ raw }) => {
    const count = partsOf(raw, separator).length;
    return { ok: count === 2, detail: `${count} paragraphs with ${between} between them, 2 wanted` };
  };
}

const twoBetweenDividers: CheckMaker = () => twoParts(DIVIDER, 'a divider');
const twoBetweenBlankLines: CheckMaker = () => twoParts(BLANK_LINE, 'a blank line');

/** Three paragraphs between dividers. Each has the number of sentences asked for, and each sentence the number of words. */
const composition: CheckMaker = withArguments(
  z.object({ n_sent: z.number().int().positive(), n_words: z.number().int().positive() }),
  ({ n_sent: sentences, n_words: words }) =>
    ({ raw }): Outcome => {
      const parts = partsOf(raw, DIVIDER);
      if (parts.length !== 3) return { ok: false, detail: `${parts.length} paragraphs, 3 wanted` };
      for (const [index, part] of parts.entries()) {
        const found = sentencesOf(part);
        if (found.length !== sentences)
          return {
            ok: false,
            detail: `paragraph ${index + 1} has ${found.length} sentences, ${sentences} wanted`,
          };
        const other = found.find((sentence) => wordsOf(sentence).length !== words);
        if (other !== undefined)
          return { ok: false, detail: `${quote(other)} has ${wordsOf(other).length} words, ${words} wanted` };
      }
      return { ok: true, detail: `3 paragraphs of ${sentences} sentences of ${words} words` };
    },
);

/** Each sentence is longer than the one before, by the number of words asked for. */
const growingSentences: CheckMaker = withArguments(
  z.object({ small_n: z.number().int().positive() }),
  ({ small_n: step }) =>
    ({ raw }) => {
      const lengths = sentencesOf(raw).map((sentence) => wordsOf(sentence).length);
      const ok =
        lengths.length > 1 &&
        lengths.every((length, index) => index === 0 || length === lengths[index - 1]! + step);
      return {
        ok,
        detail: `sentences of ${lengths.slice(0, 12).join(', ')} words, each ${step} more wanted`,
      };
    },
);

/** @param marks each of these is the mark, in one writing or another */
function withoutMark(marks: readonly string[]): Check {
  return ({ raw }) => {
    const found = marks.find((mark) => raw.includes(mark));
    return found === undefined
      ? { ok: true, detail: `no ${quote(marks[0]!)}` }
      : { ok: false, detail: `${quote(found)} occurs` };
  };
}

const noDot: CheckMaker = () => withoutMark(['.', '…', '‥', '․', '．', '。']);
const noExclamation: CheckMaker = () => withoutMark(['!', '！', '‼', '⁉', '❗', '❕']);

/** @returns a check that holds where every stretch between spaces matches */
function everyPart(text: string, pattern: RegExp, wanted: string): Outcome {
  const parts = pythonSplit(text);
  const other = parts.find((part) => !pattern.test(part));
  return other === undefined
    ? { ok: parts.some((part) => /[\p{L}\p{N}]/u.test(part)), detail: wanted }
    : { ok: false, detail: `${quote(other)} is not ${wanted}` };
}

const BRACKETED = /^[^\p{L}\p{N}[\]]*(?:\[[^[\]\s]+\][^\p{L}\p{N}[\]]*)+$/u;
const bracketed: CheckMaker =
  () =>
  ({ raw }) =>
    everyPart(raw, BRACKETED, 'each word in square brackets');

/** Two words between double angular brackets, again and again; marks may stand between. A last word without a partner may stand alone. */
const BIGRAM = /<<[^\s<>]+\s[^\s<>]+>>/g;
const LAST_WORD = /(>>[^\p{L}\p{N}<>]{0,8})(?:<<)?[^\s<>]{1,60}(?:>>)?[^\p{L}\p{N}<>]{0,8}$/u;
const bigrams: CheckMaker =
  () =>
  ({ raw }) => {
    const found = raw.match(BIGRAM) ?? [];
    const rest = raw.replace(LAST_WORD, '$1 ').replace(BIGRAM, ' ');
    const ok = found.length > 0 && !/[\p{L}\p{N}<>]/u.test(rest);
    return {
      ok,
      detail: ok
        ? `${found.length} pairs of words in brackets`
        : `outside of <<two words>> stands ${quote(rest.trim())}`,
    };
  };

/** Sentences that are joined by a hyphen alone. */
const JOINT = /[.!?]["'”’)\]]{0,3}-(?=[^\s-])/g;
const OPEN_END = /[.!?]["'”’)\]]{0,3}(?:\s*-+\s+|\s+-*|--+)(?=\S)/;
const hyphened: CheckMaker = () => (response) => {
  const joints = (response.stripped.match(JOINT) ?? []).length;
  const open = OPEN_END.test(response.stripped) || response.stripped.includes('\n');
  return {
    ok: joints > 0 && !open,
    detail: open ? 'sentences stand apart' : `${joints} sentences end in a hyphen that leads to the next`,
  };
};

/** Each word on a line of its own. */
const wordPerLine: CheckMaker =
  () =>
  ({ stripped }) => {
    const lines = stripped.split('\n').filter((line) => !isPythonBlank(line));
    const other = lines.find((line) => pythonSplit(line).length > 1);
    return other === undefined
      ? { ok: lines.length > 1, detail: `${lines.length} lines of one word` }
      : { ok: false, detail: `${quote(other)} is more than one word` };
  };

const noSpace: CheckMaker =
  () =>
  ({ stripped }) => {
    const ok = pythonSplit(stripped).length === 1;
    return { ok, detail: ok ? 'no space' : 'there is space between words' };
  };

/** Sorts about marks, lines and parts: of IFTrain, and three of IFBench (arXiv 2507.02833, appendix). */
export const markAndPartChecks: Readonly<Record<string, CheckMaker>> = table({
  'paragraphs:paragraphs': twoBetweenDividers,
  'paragraphs:paragraphs2': twoBetweenBlankLines,
  'count:counting_composition': composition,
  'sentence:increment': growingSentences,
  'punctuation:punctuation_dot': noDot,
  'punctuation:punctuation_exclamation': noExclamation,
  'detectable_format:square_brackets': bracketed,
  'detectable_format:bigram_wrapping': bigrams,
  'detectable_format:sentence_hyphens': hyphened,
  'format:newline': wordPerLine,
  'format:no_whitespace': noSpace,
});
