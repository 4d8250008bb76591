import { z } from 'zod';
import { table } from '../../spec/table.ts';
import { countPythonWords, isPythonBlank, isPythonSpace, pythonStripStart } from '../../text/python-text.ts';
import { splitSentences } from '../../text/sentences.ts';
import type { CheckMaker } from './check.ts';
import { compare, quote, relation, threshold, withArguments } from './check.ts';

const ENDS_FIRST_WORD = /[.,?!'"]/;

const words: CheckMaker = withArguments(
  z.object({ num_words: threshold, relation }),
  (args) =>
    ({ raw }) =>
      compare(countPythonWords(raw), args.relation, args.num_words, 'words'),
);

const sentences: CheckMaker = withArguments(
  z.object({ num_sentences: threshold, relation }),
  (args) =>
    ({ raw }) =>
      compare(splitSentences(raw).length, args.relation, args.num_sentences, 'sentences'),
);

/** Paragraphs stand between `***`; a blank one counts as none at either end and spoils the response elsewhere. */
const paragraphs: CheckMaker = withArguments(
  z.object({ num_paragraphs: threshold }),
  ({ num_paragraphs: wanted }) =>
    ({ raw }) => {
      const parts = raw.split('***');
      let count = parts.length;
      for (const [index, part] of parts.entries()) {
        if (!isPythonBlank(part)) continue;
        if (index > 0 && index < parts.length - 1) {
          return { ok: false, detail: `paragraph ${index + 1} of ${parts.length} is blank` };
        }
        count -= 1;
      }
      return { ok: count === wanted, detail: `${count} paragraphs, ${wanted} wanted` };
    },
);

/** Here paragraphs stand between blank lines, and blank ones are not counted, though they do keep their number. */
const firstWord: CheckMaker = withArguments(
  z.object({
    num_paragraphs: z.number().positive(),
    nth_paragraph: z.number().int().positive(),
    first_word: z.string().min(1),
  }),
  ({ num_paragraphs: wanted, nth_paragraph: nth, first_word: word }) => {
    if (nth > wanted) return `nth_paragraph: ${nth} of ${wanted} paragraphs`;
    const wantedWord = word.toLowerCase();
    return ({ raw }) => {
      const parts = raw.split('\n\n');
      const count = parts.reduce((sum, part) => sum + (isPythonBlank(part) ? 0 : 1), 0);
      const found = nth <= count ? firstWordOf(parts[nth - 1] ?? '') : null;
      return {
        ok: count === wanted && found === wantedWord,
        detail: `${count} paragraphs, ${wanted} wanted; paragraph ${nth} begins with ${quote(found ?? '')}, ${quote(wantedWord)} wanted`,
      };
    };
  },
);

/** @returns the first word in lower case, up to its first punctuation; null where the paragraph is blank */
function firstWordOf(paragraph: string): string | null {
  const begun = pythonStripStart(paragraph);
  if (begun === '') return null;
  let length = 0;
  while (length < begun.length && !isPythonSpace(begun.charCodeAt(length))) length += 1;
  const word = pythonStripStart(pythonStripStart(begun.slice(0, length), "'"), '"');
  const end = word.search(ENDS_FIRST_WORD);
  return (end < 0 ? word : word.slice(0, end)).toLowerCase();
}

export const lengthChecks: Readonly<Record<string, CheckMaker>> = table({
  'length_constraints:number_words': words,
  'length_constraints:number_sentences': sentences,
  'length_constraints:number_paragraphs': paragraphs,
  'length_constraints:nth_paragraph_first_word': firstWord,
});
