import { z } from 'zod';
import { table } from '../../spec/table.ts';
import { pythonPattern } from '../../text/python-pattern.ts';
import { isPythonBlank, pythonStrip } from '../../text/python-text.ts';
import type { CheckMaker } from './check.ts';
import { compare, quote, said, threshold, withArguments } from './check.ts';

/** How much longer lower case can be at the cut; only `İ` grows, and only a final sigma looks at its neighbour. */
const MARGIN = 8;

const placeholders: CheckMaker = withArguments(
  z.object({ num_placeholders: threshold }),
  ({ num_placeholders: wanted }) =>
    ({ raw }) =>
      compare(countPlaceholders(raw), 'at least', wanted, 'placeholders'),
);

/** Counts what `\[.*?\]` finds: from a bracket to the next closing one on the same line. */
function countPlaceholders(text: string): number {
  let count = 0;
  let open = text.indexOf('[');
  let lineEnd = -1;
  while (open >= 0) {
    const close = text.indexOf(']', open);
    if (close < 0) break;
    if (lineEnd < open) {
      lineEnd = text.indexOf('\n', open);
      if (lineEnd < 0) lineEnd = text.length;
    }
    if (close < lineEnd) count += 1;
    open = text.indexOf('[', Math.min(close, lineEnd) + 1);
  }
  return count;
}

const postscript: CheckMaker = withArguments(
  z.object({ postscript_marker: said }),
  ({ postscript_marker: given }) => {
    const marker = pythonStrip(given);
    const written =
      marker === 'P.P.S' ? 'p\\.\\s?p\\.\\s?s' : marker === 'P.S.' ? 'p\\.\\s?s\\.' : marker.toLowerCase();
    const pattern = pythonPattern(written, '');
    if (!pattern) return `postscript_marker: ${quote(given)} is not a usable regular expression`;
    return ({ raw }) => {
      const at = raw.toLowerCase().search(pattern);
      return at < 0
        ? { ok: false, detail: `no ${quote(marker)}` }
        : { ok: true, detail: `postscript ${quote(raw.slice(at, at + 40))}` };
    };
  },
);

/** Two parts that differ, with six asterisks between them; blank parts are allowed at both ends. */
const twoResponses: CheckMaker =
  () =>
  ({ raw }) => {
    const parts = raw.split('******');
    if (parts.slice(1, -1).some((part) => isPythonBlank(part))) {
      return { ok: false, detail: 'a blank part between two separators' };
    }
    const filled = parts.filter((part) => !isPythonBlank(part));
    const same = filled.length === 2 && pythonStrip(filled[0]!) === pythonStrip(filled[1]!);
    return {
      ok: filled.length === 2 && !same,
      detail: same ? 'both responses are the same' : `${filled.length} responses, 2 wanted`,
    };
  };

const repeatPrompt: CheckMaker = withArguments(
  z.object({ prompt_to_repeat: said }),
  ({ prompt_to_repeat: prompt }) => {
    const wanted = pythonStrip(prompt).toLowerCase();
    return ({ stripped }) => {
      const ok = stripped
        .slice(0, wanted.length + MARGIN)
        .toLowerCase()
        .startsWith(wanted);
      return { ok, detail: ok ? 'begins with the request' : `begins ${quote(stripped)}` };
    };
  },
);

const endPhrase: CheckMaker = withArguments(z.object({ end_phrase: said }), ({ end_phrase: phrase }) => {
  const wanted = pythonStrip(phrase).toLowerCase();
  return ({ stripped }) => {
    const end = pythonStrip(stripped, '"').slice(-wanted.length - MARGIN);
    const ok = end.toLowerCase().endsWith(wanted);
    return { ok, detail: `ends ${quote(stripped.slice(-Math.min(60, wanted.length + MARGIN)))}` };
  };
});

/** Double marks, also those of typography, which the checker in Python does not know. */
const PAIRS = [
  ['"', '"'],
  ['“', '”'],
  ['„', '“'],
] as const;

const quotation: CheckMaker =
  () =>
  ({ stripped }) => {
    const ok =
      stripped.length > 1 &&
      PAIRS.some(([open, close]) => stripped.startsWith(open) && stripped.endsWith(close));
    return { ok, detail: ok ? 'in quotation marks' : 'not wrapped in double quotation marks' };
  };

const noComma: CheckMaker =
  () =>
  ({ raw }) => {
    const at = raw.indexOf(',');
    return at < 0
      ? { ok: true, detail: 'no comma' }
      : { ok: false, detail: `comma in ${quote(raw.slice(Math.max(0, at - 20), at + 10))}` };
  };

export const contentChecks: Readonly<Record<string, CheckMaker>> = table({
  'detectable_content:number_placeholders': placeholders,
  'detectable_content:postscript': postscript,
  'combination:two_responses': twoResponses,
  'combination:repeat_prompt': repeatPrompt,
  'startend:end_checker': endPhrase,
  'startend:quotation': quotation,
  'punctuation:no_comma': noComma,
});
