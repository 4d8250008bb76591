import { z } from 'zod';
import { table } from '../../spec/table.ts';
import { isLiteralPattern, pythonPattern } from '../../text/python-pattern.ts';
import {
  isPythonBlank,
  isPythonSpace,
  pythonStrip,
  pythonStripEnd,
  pythonStripStart,
} from '../../text/python-text.ts';
import type { CheckMaker } from './check.ts';
import { compare, quote, said, threshold, withArguments } from './check.ts';

const ANSWERS = ['My answer is yes.', 'My answer is no.', 'My answer is maybe.'];

const bulletLists: CheckMaker = withArguments(
  z.object({ num_bullets: threshold }),
  ({ num_bullets: wanted }) =>
    ({ raw }) => {
      const count = countBullets(raw, '*') + countBullets(raw, '-');
      return { ok: count === wanted, detail: `${count} bullet points, exactly ${wanted} wanted` };
    },
);

/**
 * Counts what `^\s*-.*$`, or `^\s*\*[^\*].*$`, finds line by line, without the search through blank lines that makes
 * that quadratic: all lines of a run of blank ones lead to the same mark. The character after `*` may be a line end,
 * which makes the next line part of the point.
 */
function countBullets(text: string, mark: '*' | '-'): number {
  if (!text.includes(mark)) return 0;
  let count = 0;
  let line = 0;
  while (line < text.length) {
    let index = line;
    while (index < text.length && isPythonSpace(text.charCodeAt(index))) index += 1;
    const found =
      text[index] === mark && (mark === '-' || (index + 1 < text.length && text[index + 1] !== '*'));
    const end = endOfLine(text, found && mark === '*' ? index + 2 : index);
    if (found) count += 1;
    line = found && text[end - 1] === '\n' ? end : end + 1;
  }
  return count;
}

const highlights: CheckMaker = withArguments(
  z.object({ num_highlights: threshold }),
  ({ num_highlights: wanted }) =>
    ({ raw }) => {
      const count = countHighlights(raw, '*') + countHighlights(raw, '**');
      return compare(count, 'at least', wanted, 'highlighted sections');
    },
);

/**
 * Counts what `\*[^\n\*]*\*`, or the same between double marks, finds with something in it. A section in double
 * marks counts again where the single ones around it are followed, as IFEval counts it.
 */
function countHighlights(text: string, mark: '*' | '**'): number {
  let count = 0;
  let lineEnd = -1;
  let open = text.indexOf(mark);
  while (open >= 0) {
    const start = open + mark.length;
    const close = text.indexOf('*', start);
    if (close < 0) break;
    if (lineEnd < start) lineEnd = endOfLine(text, start);
    const found = close < lineEnd && text.startsWith(mark, close);
    if (found && !isPythonBlank(text.slice(start, close))) count += 1;
    open = text.indexOf(mark, found ? close + mark.length : open + 1);
  }
  return count;
}

function endOfLine(text: string, from: number): number {
  const end = text.indexOf('\n', from);
  return end < 0 ? text.length : end;
}

const sections: CheckMaker = withArguments(
  z.object({ section_spliter: said, num_sections: threshold }),
  ({ section_spliter: splitter, num_sections: wanted }) => {
    const word = pythonStrip(splitter);
    const heading = pythonPattern(`${word}\\s?\\d+`, 'g');
    if (!heading) return `section_spliter: ${quote(splitter)} is not a usable regular expression`;
    return ({ raw }) => {
      let count = 0;
      if (!isLiteralPattern(word) || raw.includes(word)) for (const _ of raw.matchAll(heading)) count += 1;
      return compare(count, 'at least', wanted, `sections headed ${quote(splitter)}`);
    };
  },
);

const json: CheckMaker = () => (response) => {
  let text = response.stripped;
  for (const fence of ['```json', '```Json', '```JSON', '```']) {
    if (text.startsWith(fence)) text = text.slice(fence.length);
  }
  const inside = pythonStrip(text.endsWith('```') ? text.slice(0, -3) : text);
  const ok = parses(inside) || (/NaN|Infinity/.test(inside) && parses(withoutPythonNumbers(inside)));
  return { ok, detail: ok ? 'is JSON' : `is not JSON: begins ${quote(inside)}` };
};

function parses(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** Python's `json` also reads `NaN`, `Infinity` and `-Infinity`. */
function withoutPythonNumbers(text: string): string {
  return text.replace(/"[^"\\]*(?:\\[\s\S]?[^"\\]*)*(?:"|$)|NaN|-?Infinity/g, (token) =>
    token[0] === '"' ? token : ' 0 ',
  );
}

/** A title is what stands between the first `<<` of a line and its last `>>`. */
const title: CheckMaker =
  () =>
  ({ raw }) => {
    for (let open = raw.indexOf('<<'); open >= 0; ) {
      const line = raw.slice(open, endOfLine(raw, open));
      const close = line.lastIndexOf('>>');
      if (close > 2) {
        const inside = pythonStripEnd(pythonStripStart(line.slice(0, close), '<'), '>');
        if (!isPythonBlank(inside)) return { ok: true, detail: `title ${quote(inside)}` };
      }
      open = raw.indexOf('<<', open + line.length);
    }
    return { ok: false, detail: 'no <<title>>' };
  };

const constrainedResponse: CheckMaker =
  () =>
  ({ raw }) => {
    const found = ANSWERS.find((answer) => raw.includes(answer));
    return found ? { ok: true, detail: quote(found) } : { ok: false, detail: 'none of the three answers' };
  };

export const formatChecks: Readonly<Record<string, CheckMaker>> = table({
  'detectable_format:number_bullet_lists': bulletLists,
  'detectable_format:number_highlighted_sections': highlights,
  'detectable_format:multiple_sections': sections,
  'detectable_format:json_format': json,
  'detectable_format:title': title,
  'detectable_format:constrained_response': constrainedResponse,
});
