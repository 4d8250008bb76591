import { afterwards } from './afterwards.ts';
import type { PlacedClaim } from './claim.ts';
import { LOOKS_AGAIN, NONE, TAKES_BACK } from './cues.ts';
import type { Grammar } from './grammar.ts';
import { pick } from './pick.ts';
import { type Reading, readSaid } from './read-response.ts';
import { sentencesOf } from './sentences.ts';
import { NOTHING, type Settled, settledFrom } from './settled.ts';
import { formalStance, leadOf, supposed } from './stance-around.ts';
import { unmarked } from './unmarked.ts';

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
    const statement = formal ? claim.text : withoutContrast(firstStatement(claim.text, grammar));
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
    const beside = besideBefore(reading, index, picked.values, grammar);
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

function behindDenial<Value>(said: string, end: number, grammar: Grammar<Value>): Settled<Value> | null {
  const prose = unmarked(said, end, grammar);
  return prose && prose.stance === 'asserted'
    ? settledFrom(prose, prose.stance, prose.place, prose.text)
    : null;
}

/** "Another guess: \\boxed{9}": says that the box before it stands as well; so do two lines in a row with the same mark. */
function besideBefore<Value>(
  { said, explicit }: Reading,
  index: number,
  values: readonly Value[],
  grammar: Grammar<Value>,
): readonly Value[] {
  const claim = explicit[index]!;
  const before = explicit[index - 1];
  if (!before) return [];
  const lead = leadOf(said, claim.from, claim.from);
  const isSaid =
    claim.place === 'marker'
      ? isSameMark(said, before, claim) || /^\W*(?:another|second|third|other|alternative)\W*$/i.test(lead)
      : /\b(?:another|second|other|alternative(?:ly)?|also|equally|too|or)\b/i.test(lead);
  if (!isSaid) return [];
  const other = pick(
    claim.place === 'marker' ? firstStatement(before.text, grammar) : before.text,
    '',
    grammar,
  );
  return (other?.values ?? []).filter((value) => !values.some((here) => grammar.same(here, value)));
}

function isSameMark(said: string, before: PlacedClaim, claim: PlacedClaim): boolean {
  if (before.place !== 'marker' || before.until > claim.from) return false;
  if (/\?/.test(before.text) || LOOKS_AGAIN.test(before.text) || TAKES_BACK.test(before.text)) return false;
  if (said.slice(before.until, claim.from).trim() !== '') return false;
  const mark = (one: PlacedClaim) =>
    said
      .slice(one.from, one.start)
      .replace(/[^\p{L}\p{N}]/gu, '')
      .toLowerCase();
  return mark(before) === mark(claim);
}

/** A tag may hold a whole worked solution. */
function isProse(text: string): boolean {
  return text.length > 60 && /[.!?:]\s|\n/.test(text);
}

/** Up to the end of the sentence, so that what explains the answer is not read as the answer; a value that holds a full stop is whole. */
function firstStatement<Value>(text: string, grammar: Grammar<Value>): string {
  const first = sentencesOf(text.slice(0, 2_000))[0]?.text ?? text;
  if (!/^['"[({]/.test(text) || first.length >= text.length) return first;
  const [value] = grammar.find(text);
  return value && value.start === 0 && value.end > first.length ? text.slice(0, value.end) : first;
}

/** "Not 5 but 6" and "6, not 5" claim 6. */
function withoutContrast(statement: string): string {
  const behind = statement.replace(/^not\s[^\n]{1,120}?,?\s+but(?:\s+(?:rather|instead))?\s+/i, '');
  return behind.replace(/,\s+(?:and\s+)?(?:not|rather than|instead of)\s[^\n]*$/i, '');
}

function offsetOf(text: string, part: string): number {
  return Math.max(0, text.indexOf(part));
}
