import { z } from 'zod';
import { table } from '../../spec/table.ts';
import { pythonStrip } from '../../text/python-text.ts';
import type { CheckMaker } from './check.ts';
import { quote, said, withArguments } from './check.ts';
import { foldedWords } from './plain-words.ts';

/** Line ends of one sort, without space around: what a copy may differ in. */
function plain(text: string): string {
  return pythonStrip(text.replaceAll('\r\n', '\n'));
}

const copy: CheckMaker = withArguments(z.object({ prompt_to_repeat: said }), (args) => {
  const wanted = plain(args.prompt_to_repeat);
  return ({ raw }) => {
    const ok = plain(raw) === wanted;
    return { ok, detail: ok ? 'the request, and nothing else' : 'not the request alone' };
  };
});

/** Copies stand between six asterisks. */
const copies: CheckMaker = withArguments(
  z.object({ prompt_to_repeat: said, N: z.number().int().positive() }),
  ({ prompt_to_repeat: prompt, N: wanted }) => {
    const text = plain(prompt);
    return ({ raw }) => {
      const parts = raw.split('******').map(plain);
      const ok = parts.length === wanted && parts.every((part) => part === text);
      return {
        ok,
        detail: `${parts.filter((part) => part === text).length} copies in ${parts.length} parts, ${wanted} wanted`,
      };
    };
  },
);

/** The characters from one index to another, both included, counted from zero. */
const span: CheckMaker = withArguments(
  z.object({ prompt_to_repeat: said, n_start: z.number().int().nonnegative(), n_end: z.number().int() }),
  ({ prompt_to_repeat: prompt, n_start: start, n_end: end }) => {
    const wanted = plain([...prompt].slice(start, end + 1).join(''));
    if (end < start || wanted === '') return `n_start, n_end: no characters from ${start} to ${end}`;
    return ({ raw }) => ({ ok: plain(raw) === wanted, detail: `${quote(wanted)} wanted, and nothing else` });
  },
);

/** The phrase as often as asked, each time with exactly one word between its first and its last replaced. */
const variedPhrase: CheckMaker = withArguments(
  z.object({ phrase: said, small_n: z.number().int().positive() }),
  ({ phrase, small_n: wanted }) => {
    const words = foldedWords(phrase);
    if (words.length < 3) return `phrase: ${quote(phrase)} has no word between its first and its last`;
    return ({ raw }) => {
      const said = foldedWords(raw);
      let varied = 0;
      let unchanged = 0;
      for (let at = 0; at + words.length <= said.length; at += 1) {
        if (said[at] !== words[0] || said[at + words.length - 1] !== words.at(-1)) continue;
        const others = words.filter((word, index) => said[at + index] !== word).length;
        if (others === 1) varied += 1;
        if (others === 0) unchanged += 1;
      }
      return {
        ok: varied === wanted && unchanged === 0,
        detail: `${varied} times with one word replaced, ${unchanged} times unchanged; ${wanted} wanted`,
      };
    };
  },
);

/** Sorts that ask for a copy (IFTrain, arXiv 2507.02833, appendix). */
export const copyChecks: Readonly<Record<string, CheckMaker>> = table({
  'copy:copy': copy,
  'copy:copying_simple': copy,
  'copy:copying_multiple': copies,
  'copy:repeat_phrase': variedPhrase,
  'new:copy_span_idx': span,
});
