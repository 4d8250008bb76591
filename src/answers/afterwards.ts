import { CONCLUDES, LOOKS_AGAIN, TAKES_BACK, UNSURE_BEHIND, WHICHEVER } from './cues.ts';
import { type Grammar, isBareValue } from './grammar.ts';
import { pick } from './pick.ts';
import type { Picked } from './picked.ts';
import { type Piece, sentencesOf } from './sentences.ts';
import { type Settled, settledFrom } from './settled.ts';
import { NEAR } from './stance-around.ts';
import { unmarked } from './unmarked.ts';

const MOST_PIECES = 40;

/** Puts something else in a claim's place, even where it cannot be read. */
const MEANT =
  /\b(?:i (?:actually )?mean(?:t)?|should (?:be|have been|read)|correction|corrected)\b\W{0,3}\w/i;

/** What the text behind a claim makes of it: nothing, another value, a further value beside it, or that it does not stand. */
export function afterwards<Value>(
  said: string,
  end: number,
  settled: Settled<Value>,
  grammar: Grammar<Value>,
): Settled<Value> {
  if (settled.outcome === 'denied' || settled.outcome === 'none') return settled;
  const tail = said.slice(end, end + 4_000);
  if (tail.trim().length < 2) return settled;
  const isSame = (values: readonly Value[]) =>
    values.length === settled.values.length &&
    values.every((value) => settled.values.some((other) => grammar.same(other, value)));
  const back = TAKES_BACK.exec(tail);
  if (back && (back.index < NEAR || !isNearOnly(back[0])) && !isAboutOthers(tail, back.index)) {
    const instead = unmarked(said, end + back.index, grammar);
    if (instead?.stance !== 'asserted') return { ...settled, outcome: 'denied', values: [] };
    return settledFrom(instead, instead.stance, instead.place, instead.text);
  }
  if (WHICHEVER.test(tail.slice(0, 300)) || UNSURE_BEHIND.test(tail))
    return { ...settled, outcome: 'doubted' };
  const pieces = sentencesOf(tail).slice(0, MOST_PIECES);
  const extra = listedBelow(pieces, tail, grammar);
  if (extra.some((value) => !isSame([value])))
    return { ...settled, outcome: 'several', values: [...settled.values, ...extra] };
  const again = LOOKS_AGAIN.exec(tail);
  const later = again ? revised(pieces, again.index, settled.values, grammar) : null;
  if (later && !isSame(later.values)) return settledFrom(later, later.stance, settled.place!, later.text);
  if (
    again &&
    !later &&
    MEANT.test(tail.slice(again.index, again.index + 200)) &&
    !grammar.find(tail.slice(again.index, again.index + 200)).some(({ value }) => isSame([value]))
  )
    return { ...settled, outcome: 'denied', values: [] };
  const also = besides(pieces, grammar).filter((value) => !isSame([value]));
  if (also.length > 0) return { ...settled, outcome: 'several', values: [...settled.values, ...also] };
  return settled;
}

/** "That is wrong" speaks of the claim only where it stands right behind it. */
function isNearOnly(words: string): boolean {
  return /^(?:that|this|it|which|they|he|she|those|these|all)\b/i.test(words);
}

function isAboutOthers(tail: string, at: number): boolean {
  return /\b(?:others?|else|why|option|statement|choice)\b[^.!?\n]{0,60}$/i.test(
    tail.slice(Math.max(0, at - 80), at),
  );
}

/** Lines right below a claim that are bare values: "Answer: A", then "B", then "C". */
function listedBelow<Value>(pieces: readonly Piece[], tail: string, grammar: Grammar<Value>): Value[] {
  const values: Value[] = [];
  for (const piece of pieces) {
    if (!/\n\s*$/.test(tail.slice(0, piece.start))) break;
    const found = grammar.find(piece.text);
    if (found.length !== 1 || !isBareValue(piece.text, found[0]!, grammar)) break;
    values.push(found[0]!.value);
  }
  return values;
}

const STATES = /^(?:it|that|this|the \w+)(?:['’]s| is| was| must| should| has| would| equals)\b/i;

/** @returns the value that a later sentence puts in the claim's place, once the text has begun to look again */
function revised<Value>(
  pieces: readonly Piece[],
  from: number,
  before: readonly Value[],
  grammar: Grammar<Value>,
): (Picked<Value> & { text: string }) | null {
  for (const piece of [...pieces].reverse()) {
    if (piece.end <= from) break;
    const inside = Math.max(0, from - piece.start);
    if (
      inside === 0 &&
      piece.start > from + 1 &&
      !CONCLUDES.test(piece.text) &&
      !LOOKS_AGAIN.test(piece.text) &&
      !STATES.test(piece.text)
    )
      continue;
    const text = piece.text.slice(inside);
    const picked = pick(text, '', grammar, true);
    if (picked?.stance !== 'asserted') continue;
    const verifies = grammar
      .find(text)
      .some(({ value }) => before.some((other) => grammar.same(other, value)));
    if (verifies && !LOOKS_AGAIN.test(text)) continue;
    return { ...picked, text };
  }
  return null;
}

const BESIDES =
  /\b(?:also|equally|just as|likewise|as well|too|could (?:also )?be|might (?:also )?be|may (?:also )?be|or (?:maybe|perhaps|possibly|it)|alternatively|both)\b/i;

const RIGHTNESS =
  /\b(?:right|correct|true|valid|possible|acceptable|fine|works?|answers?|options?|fits?|likely|plausible|candidate|be|good)\b/i;

/** Further values that a later sentence calls as right: "(A) would be just as right". */
function besides<Value>(pieces: readonly Piece[], grammar: Grammar<Value>): Value[] {
  const [next] = pieces;
  if (next && /^(?:or|alternatively|maybe|perhaps|possibly|otherwise)\b/i.test(next.text))
    return pick(next.text, '', grammar)?.values.slice() ?? [];
  if (!grammar.closed) return [];
  return pieces.slice(0, 6).flatMap(({ text }) => {
    if (!BESIDES.test(text) || !RIGHTNESS.test(text) || /\?\s*$|^why\b/i.test(text)) return [];
    const picked = pick(text, '', grammar);
    return picked && (picked.stance === 'asserted' || picked.stance === 'doubted') ? picked.values : [];
  });
}
