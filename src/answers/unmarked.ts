import type { Place, Stance } from './claim.ts';
import { CONCLUDES, DENIED_BEHIND, REFUSED, SHOWS_WORK } from './cues.ts';
import type { Grammar } from './grammar.ts';
import { pick } from './pick.ts';
import type { Picked } from './picked.ts';
import { type Piece, sentencesOf } from './sentences.ts';
import { wholeOf, wholeValues } from './whole-values.ts';

/** An answer found in prose, and where its statement ends in the text. */
export interface Unmarked<Value> extends Picked<Value> {
  readonly place: Place;
  readonly text: string;
}

const TAIL = 3_000;
const HEAD = 400;
const FENCE = /```[\w+-]{0,20}[ \t]*\n?([\s\S]{0,6000}?)```/g;
const MOST_PIECES = 12;
/** "(60 would need one more carton.)": a sentence in brackets of its own is said beside the answer. */
const ASIDE = /^\((?=[^()]*\p{L}{2}[^()]*\s\p{L}{2})[^()]*\)[.!]?$/u;
const CALLED_RIGHT =
  /\b(?:is|are|was|must be|has to be|seems|remains?|fits?|looks)\s+(?:therefore |thus |clearly |definitely |indeed |hence )?(?:the )?(?:only |most |single |best )?(?:\w+ )?(?:correct|right|best|true|answer|option|choice|one|left|likely|appropriate|plausible)\b|\b(?:i|we)(?:['’]d| would| will|['’]ll| am|['’]m)?\s+(?:go(?:ing)? (?:with|for)|pick|choose|select|say|vote for|opt for|settle on|take|answer|conclude)|\bit (?:must|has to|can only) be\b|\bleaves\b/i;

/**
 * Finds the answer of a text that has no place made for one: its only bare line or code block, where it stands first
 * or last; a sentence that calls a value right; its last bold value; else the last sentence that gives a value.
 * @param from where in the text to begin
 * @returns null where no sentence holds a value
 */
export function unmarked<Value>(said: string, from: number, grammar: Grammar<Value>): Unmarked<Value> | null {
  const pieces = wholeOf(said, from, grammar) ?? wholeValues(said, piecesOf(said, from), grammar);
  if (pieces.length === 0) return null;
  const bare = bareOf(said, from, pieces, grammar);
  if (bare && bare.values.length > 1) return bare;
  const isRefused = () => pieces.some(({ text }) => REFUSED.test(text));
  const last = lastSaid(pieces, grammar);
  if (bare && !(last && last.start > bare.end && (last.concludes || last.place === 'bold')))
    return { ...bare, stance: isRefused() ? 'doubted' : bare.stance };
  if (!last) return null;
  return !last.concludes && last.stance === 'asserted' && isRefused() ? { ...last, stance: 'doubted' } : last;
}

function piecesOf(said: string, from: number): Piece[] {
  if (said.length - from <= TAIL + HEAD) return sentencesOf(said, from);
  return [...sentencesOf(said, from, from + HEAD).slice(0, 2), ...sentencesOf(said, said.length - TAIL)];
}

/** Bare values, one a line or block: one only counts where it stands first or last; different ones are several. */
function bareOf<Value>(
  said: string,
  from: number,
  pieces: readonly Piece[],
  grammar: Grammar<Value>,
): Unmarked<Value> | null {
  const values: Value[] = [];
  let stance: Stance = 'asserted';
  let place: Place = 'line';
  let text = '';
  let start = -1;
  let end = -1;
  const add = (piece: Piece, where: Place): void => {
    const picked = pick(piece.text, '', grammar);
    if (!picked) return;
    for (const value of picked.values)
      if (!values.some((other) => grammar.same(other, value))) values.push(value);
    stance = picked.stance;
    place = where;
    text = piece.text;
    start = start < 0 ? piece.start : start;
    end = piece.end;
  };
  const spans = said.includes('```') ? fencesIn(said, from, grammar, add) : [];
  const outside = pieces.filter(
    (piece) => !spans.some((span) => piece.start >= span.start && piece.start < span.end),
  );
  const edges = new Set([outside[0], outside.at(-1)]);
  let atEdge = values.length > 0;
  for (const piece of outside) {
    if (piece.text.length > 300 || grammar.isProse?.(piece.text)) continue;
    const found = grammar.find(piece.text);
    if (found.length === 0 || !isBareLine(piece.text, found, grammar)) continue;
    if (edges.has(piece)) atEdge = true;
    add(piece, pieces.length === 1 ? 'whole' : 'line');
  }
  return values.length > 0 && atEdge ? { values, stance, place, text, start, end } : null;
}

/** Adds the value of every code block that is nothing but one; @returns where those blocks stand */
function fencesIn<Value>(
  said: string,
  from: number,
  grammar: Grammar<Value>,
  add: (piece: Piece, where: Place) => void,
): { readonly start: number; readonly end: number }[] {
  const spans: { start: number; end: number }[] = [];
  for (const match of said.slice(from).matchAll(FENCE)) {
    const body = match[1]!.trim();
    const found = grammar.find(body);
    if (found.length === 0 || !isBareLine(body, found, grammar)) continue;
    const span = { start: from + match.index, end: from + match.index + match[0].length };
    spans.push(span);
    add({ text: body, ...span }, 'code');
  }
  return spans;
}

function isBareLine<Value>(
  line: string,
  found: readonly { readonly value: Value; readonly start: number; readonly end: number }[],
  grammar: Grammar<Value>,
): boolean {
  if (found.length === 1 && grammar.isBare) return grammar.isBare(line, found[0]!);
  let rest = '';
  let from = 0;
  for (const { start, end } of found) {
    rest += ` ${line.slice(from, start)}`;
    from = end;
  }
  rest += ` ${line.slice(from)}`;
  return !/[\p{L}\p{N}]/u.test(rest.replace(/\b(?:or|and|maybe|perhaps|option|choice)\b/gi, ''));
}

function lastSaid<Value>(
  pieces: readonly Piece[],
  grammar: Grammar<Value>,
): (Unmarked<Value> & { concludes: boolean }) | null {
  let other: (Unmarked<Value> & { concludes: boolean }) | null = null;
  let shown: (Unmarked<Value> & { concludes: boolean }) | null = null;
  for (const piece of pieces.slice(-MOST_PIECES).reverse()) {
    const bold = boldIn(piece, grammar);
    const picked = bold ?? pick(piece.text, '', grammar, !grammar.closed);
    if (!picked) continue;
    const concludes = CONCLUDES.test(piece.text.slice(0, picked.end)) || CALLED_RIGHT.test(piece.text);
    const here = {
      ...picked,
      place: bold ? ('bold' as const) : ('sentence' as const),
      text: piece.text,
      start: piece.start,
      end: piece.start + picked.end,
      concludes,
    };
    if (SHOWS_WORK.test(piece.text) || ASIDE.test(piece.text)) {
      shown ??= here;
      continue;
    }
    if (picked.stance === 'asserted' && (!grammar.closed || concludes)) return here;
    if (!other || (other.stance !== 'asserted' && picked.stance === 'asserted')) other = here;
    else if (grammar.closed && picked.stance === 'asserted' && other.stance === 'asserted')
      other = withRivals(other, here, grammar);
  }
  return other ?? shown;
}

function boldIn<Value>(piece: Piece, grammar: Grammar<Value>): Picked<Value> | null {
  if (!piece.text.includes('**')) return null;
  let last: Picked<Value> | null = null;
  for (const match of piece.text.matchAll(/\*\*([^*\n]{1,200})\*\*/g)) {
    const at = match.index;
    if (DENIED_BEHIND.test(piece.text.slice(at + match[0].length, at + match[0].length + 60))) continue;
    const picked = pick(match[1]!, piece.text.slice(0, at), grammar);
    if (picked?.stance !== 'asserted') continue;
    const behind = pick(piece.text, '', grammar);
    if (grammar.closed && behind && behind.values.length > 1) return behind;
    last = { ...picked, start: at + picked.start, end: at + match[0].length };
  }
  return last;
}

/** Two sentences that give two values, none of them as a conclusion: both stand. */
function withRivals<Value, Here extends Unmarked<Value>>(
  later: Here,
  earlier: Here,
  grammar: Grammar<Value>,
): Here {
  const values = [...later.values];
  for (const value of earlier.values)
    if (!values.some((other) => grammar.same(other, value))) values.unshift(value);
  return { ...later, values };
}
