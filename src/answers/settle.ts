import type { Place } from './claim.ts';
import { BUT, CONCLUDES, LOOKS_AGAIN, NONE, SUPPOSED, TAKES_BACK } from './cues.ts';
import { type Grammar, isBareValue } from './grammar.ts';
import { type Picked, pick } from './pick.ts';
import { type Reading, readSaid } from './read-response.ts';
import { type Piece, sentencesOf } from './sentences.ts';
import { unmarked } from './unmarked.ts';

/**
 * What a response finally claims. `one`: a single value stands · `several`: different ones stand side by side ·
 * `doubted`: only a guess · `denied`: only values that it denies, takes back or reports · `none`: no value at all.
 */
export interface Settled<Value> {
  readonly outcome: 'one' | 'several' | 'doubted' | 'denied' | 'none';
  /** The values that stand, in order; of a guess the guess; empty for `denied` and `none`. */
  readonly values: readonly Value[];
  readonly place: Place | null;
  /** The statement that the values were read from. */
  readonly text: string;
}

const NOTHING: Settled<never> = { outcome: 'none', values: [], place: null, text: '' };
const SENTENCE_START = /[.!?。！？]\s|\n/g;
const NEAR = 60;
const MOST_PIECES = 40;

/**
 * Finds the claim that finally stands: the last one, in a place made for answers, that is asserted and that nothing
 * behind it takes back; where there is none, the answer that the prose comes to.
 */
export function settle<Value>(reading: Reading, grammar: Grammar<Value>): Settled<Value> {
  const { said, explicit } = reading;
  const whole = wholeValue(said, grammar);
  if (whole) return whole;
  let denied = false;
  for (let index = explicit.length - 1; index >= 0; index -= 1) {
    const claim = explicit[index]!;
    const formal = claim.place !== 'marker';
    if (formal && claim.place === 'tag' && isProse(claim.text)) {
      const inner = settle(readSaid(claim.text), grammar);
      if (inner.outcome !== 'none') return afterwards(said, claim.until, { ...inner, place: 'tag' }, grammar);
    }
    const statement = formal ? claim.text : withoutContrast(firstStatement(claim.text));
    const picked = pick(
      statement,
      formal ? '' : leadOf(said, claim.from, claim.start),
      grammar,
      false,
      formal,
    );
    if (!picked) {
      const givesOther =
        grammar.closed && /^(?:tag|boxed)$/.test(claim.place) && /[\p{L}\p{N}]/u.test(statement);
      if (givesOther || NONE.test(statement))
        return { ...NOTHING, outcome: 'denied', place: claim.place, text: statement };
      continue;
    }
    const end =
      formal && claim.place !== 'hashes'
        ? claim.until
        : claim.start + offsetOf(claim.text, statement) + picked.end;
    const stance = formal
      ? formalStance(said, claim.from, end, picked.stance)
      : (supposed(said, claim.from, end) ?? picked.stance);
    if (stance === 'denied' || stance === 'quoted') {
      denied = true;
      const instead = behindDenial(said, end, grammar);
      if (instead) return instead;
      continue;
    }
    const here = settledFrom(picked, stance, claim.place, statement);
    const beside = formal ? besideBefore(reading, index, picked.values, grammar) : [];
    if (beside.length > 0) return { ...here, outcome: 'several', values: [...beside, ...picked.values] };
    return afterwards(said, end, here, grammar);
  }
  const prose = unmarked(said, 0, grammar);
  if (prose)
    return afterwards(said, prose.end, settledFrom(prose, prose.stance, prose.place, prose.text), grammar);
  return denied ? { ...NOTHING, outcome: 'denied' } : NOTHING;
}

/** A response that is one value and nothing else, whatever the value holds: a string may hold a marker. */
function wholeValue<Value>(said: string, grammar: Grammar<Value>): Settled<Value> | null {
  const text = said.trim();
  if (text.length < 2 || !/^['"[({]/.test(text)) return null;
  const found = grammar.find(text);
  const [only] = found;
  if (found.length !== 1 || only!.start !== 0 || only!.end !== text.length) return null;
  return { outcome: 'one', values: [only!.value], place: 'whole', text };
}

function settledFrom<Value>(
  picked: Picked<Value>,
  stance: string,
  place: Place,
  text: string,
): Settled<Value> {
  if (stance === 'denied' || stance === 'quoted') return { outcome: 'denied', values: [], place, text };
  if (stance === 'doubted') return { outcome: 'doubted', values: picked.values, place, text };
  return { outcome: picked.values.length === 1 ? 'one' : 'several', values: picked.values, place, text };
}

/** "Another guess: \\boxed{9}": says that the box before it stands as well. */
function besideBefore<Value>(
  { said, explicit }: Reading,
  index: number,
  values: readonly Value[],
  grammar: Grammar<Value>,
): readonly Value[] {
  const claim = explicit[index]!;
  const before = explicit[index - 1];
  if (
    !before ||
    !/\b(?:another|second|other|alternative(?:ly)?|also|equally|too|or)\b/i.test(
      leadOf(said, claim.from, claim.from),
    )
  )
    return [];
  const other = pick(before.text, '', grammar);
  return (other?.values ?? []).filter((value) => !values.some((here) => grammar.same(here, value)));
}

/** A tag may hold a whole worked solution. */
function isProse(text: string): boolean {
  return text.length > 60 && /[.!?:]\s|\n/.test(text);
}

/** Up to the end of the sentence, so that what explains the answer is not read as the answer. */
function firstStatement(text: string): string {
  return sentencesOf(text.slice(0, 2_000))[0]?.text ?? text;
}

/** "Not 5 but 6" and "6, not 5" claim 6. */
function withoutContrast(statement: string): string {
  const behind = statement.replace(/^not\s[^\n]{1,120}?,?\s+but(?:\s+(?:rather|instead))?\s+/i, '');
  return behind.replace(/,\s+(?:and\s+)?(?:not|rather than|instead of)\s[^\n]*$/i, '');
}

function offsetOf(text: string, part: string): number {
  return Math.max(0, text.indexOf(part));
}

/** @returns what stands in front of a claim in its sentence, the marker included */
function leadOf(said: string, from: number, start: number): string {
  const before = said.slice(Math.max(0, from - 160), from);
  let cut = 0;
  for (const match of before.matchAll(SENTENCE_START)) cut = match.index + match[0].length;
  return before.slice(cut) + said.slice(from, start);
}

/** The words around a box or tag: "\boxed{420} is wrong", "not \boxed{420}". */
function formalStance(said: string, from: number, until: number, inside: Picked<unknown>['stance']) {
  if (inside === 'denied') return 'denied';
  const lead = leadOf(said, from, from);
  const around = pick(`${lead}\u0001${said.slice(until, until + NEAR)}`, '', MARK);
  const stance = around?.stance ?? 'asserted';
  if (stance === 'denied' || stance === 'quoted') return stance;
  return supposed(said, from, until) ?? (stance === 'doubted' && inside === 'asserted' ? 'asserted' : inside);
}

/** The place of a box or tag in its sentence, as a value of its own. */
const MARK: Grammar<string> = {
  find: (text) => {
    const at = text.indexOf('\u0001');
    return at < 0 ? [] : [{ value: '', start: at, end: at + 1 }];
  },
  same: () => true,
  closed: true,
};

/** "If we ignore the question, the answer is D; but …" reports D and does not claim it. */
function supposed(said: string, from: number, end: number): 'quoted' | null {
  if (!SUPPOSED.test(leadOf(said, from, from))) return null;
  const rest = said.slice(end, end + 120);
  const stop = rest.search(/[.!?]\s|\n/);
  return BUT.test(stop < 0 ? rest : rest.slice(0, stop)) ? 'quoted' : null;
}

function behindDenial<Value>(said: string, end: number, grammar: Grammar<Value>): Settled<Value> | null {
  const prose = unmarked(said, end, grammar);
  return prose && prose.stance === 'asserted'
    ? settledFrom(prose, prose.stance, prose.place, prose.text)
    : null;
}

/** What the text behind a claim makes of it: nothing, another value, a further value beside it, or that it does not stand. */
function afterwards<Value>(
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

/** Puts something else in a claim's place, even where it cannot be read. */
const MEANT =
  /\b(?:i (?:actually )?mean(?:t)?|should (?:be|have been|read)|correction|corrected)\b\W{0,3}\w/i;
const STATES = /^(?:it|that|this|the \w+)(?:['’]s| is| was| must| should| has| would| equals)\b/i;
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
