import type { Grammar } from './grammar.ts';
import type { Piece } from './sentences.ts';

/** @returns a text of several lines as one piece where it is one value, such as a list written over lines; else null */
export function wholeOf<Value>(said: string, from: number, grammar: Grammar<Value>): Piece[] | null {
  const text = said.slice(from).trim();
  if (text.length > 20_000 || !text.includes('\n') || !/^[[({'"]/.test(text)) return null;
  const found = grammar.find(text);
  const [only] = found;
  return found.length === 1 && only!.start === 0 && only!.end === text.length
    ? [{ text, start: from, end: said.length }]
    : null;
}

/** @returns the pieces of a text, those made one that a value in quotation marks stretches over: it may hold the end of a sentence */
export function wholeValues<Value>(
  said: string,
  pieces: readonly Piece[],
  grammar: Grammar<Value>,
): readonly Piece[] {
  if (!/['"]/.test(said) || !pieces.some(isOpen)) return pieces;
  const whole: Piece[] = [];
  for (const piece of pieces) {
    const before = whole.at(-1);
    if (before && piece.start < before.end) continue;
    const line = isOpen(piece) ? said.slice(piece.start, piece.start + LONGEST_LINE).split('\n', 1)[0]! : '';
    const border = piece.end - piece.start;
    const crossing =
      line === '' ? undefined : grammar.find(line).find(({ start, end }) => start < border && end > border);
    whole.push(
      crossing
        ? { text: line.slice(0, crossing.end), start: piece.start, end: piece.start + crossing.end }
        : piece,
    );
  }
  return whole;
}
const LONGEST_LINE = 1_000;

/** Whether a quotation mark opens in a piece and does not close. */
function isOpen({ text }: Piece): boolean {
  return /(?:^|[\s=(:,[])(['"])(?:(?!\1)[^\n]){0,400}$/.test(text);
}
