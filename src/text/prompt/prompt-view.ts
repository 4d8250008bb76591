import { table } from '../../spec/table.ts';
import type { Span } from '../../spec/tool.ts';

/** Longer prompts are not read: a constraint may stand anywhere, so what is not read whole cannot be covered. */
export const LONGEST_PROMPT = 10_000;

/** Stands for each character of quoted words in `PromptView.text`. */
const QUOTED = '\x01';
/** Stands for a dot that ends no sentence. */
const INNER_DOT = '\x02';
const LONGEST_QUOTE = 600;
const CURLY: Readonly<Record<string, string>> = table({
  '“': '"',
  '”': '"',
  '„': '"',
  '‘': "'",
  '’': "'",
  '\u00a0': ' ',
  '\t': ' ',
  '\r': ' ',
});
const CURLY_MARKS = /[“”„‘’\u00a0\t\r]/g;
const ABBREVIATIONS = /\b(?:i\.e|e\.g|etc|p\.s|p\.p\.s|vs|mr|mrs|ms|dr|st|no|u\.s)\./g;

/** A prompt as the recognisers read it; all three texts have the same length, so that a place in one is a place in all. */
export interface PromptView {
  readonly raw: string;
  /** Lower case, straight quotation marks, one sort of blank. */
  readonly folded: string;
  /** As `folded`, with quoted words and dots of abbreviations blotted out. */
  readonly text: string;
}

export function viewPrompt(raw: string): PromptView {
  const folded = fold(raw);
  const quotes = quotedSpans(folded);
  let text = '';
  let from = 0;
  for (const [start, end] of quotes) {
    text += folded.slice(from, start) + QUOTED.repeat(end - start);
    from = end;
  }
  text += folded.slice(from);
  text = text.replace(ABBREVIATIONS, (found) => found.replaceAll('.', INNER_DOT));
  return { raw, folded, text };
}

/** Some capitals have more than one letter in lower case: those stay as they are. */
function fold(raw: string): string {
  const lower = raw.toLowerCase();
  const same = lower.length === raw.length ? lower : Array.from(raw, lowered).join('');
  return same.replace(CURLY_MARKS, (mark) => CURLY[mark] ?? mark);
}

function lowered(letter: string): string {
  const lower = letter.toLowerCase();
  return lower.length === letter.length ? lower : letter;
}

/** @returns what stands between quotation marks, with them. A prompt that is quoted whole is not quoted. */
function quotedSpans(folded: string): Span[] {
  const spans: Span[] = [];
  let at = 0;
  while (at < folded.length) {
    const mark = folded[at]!;
    const end = mark === '"' || mark === "'" || mark === '`' ? closing(folded, at, mark) : -1;
    if (end > 0 && end - at < folded.trim().length - 1) {
      spans.push([at, end]);
      at = end;
    } else at += 1;
  }
  return spans;
}

/** @returns where the quotation that opens here ends, behind its mark, or -1 */
function closing(text: string, open: number, mark: string): number {
  const inside = text[open + 1];
  if (inside === undefined || inside === ' ' || inside === '\n' || inside === mark) return -1;
  if (mark === "'" && /[\p{L}\p{N}]/u.test(text[open - 1] ?? ' ')) return -1;
  const window = text.slice(open + 1, open + LONGEST_QUOTE);
  const blank = window.indexOf('\n\n');
  const most = blank < 0 ? window.length : blank;
  for (
    let index = window.indexOf(mark);
    index >= 0 && index < most;
    index = window.indexOf(mark, index + 1)
  ) {
    const ends = mark !== "'" || !/[\p{L}\p{N}]/u.test(window[index + 1] ?? ' ');
    if (ends) return open + 1 + index + 1;
  }
  return -1;
}

/** @returns the text of a quotation as written, without its marks */
export function unquoted(view: PromptView, start: number, end: number): string {
  const text = view.raw.slice(start, end);
  return view.text[start] === QUOTED ? text.slice(1, -1) : text;
}
