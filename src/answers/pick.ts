import type { Stance } from './claim.ts';
import {
  DENIED_BEFORE,
  DENIED_BEHIND,
  DOUBTED,
  EXPLAINS,
  EXPLAINS_LAST,
  LOOKS_AGAIN,
  QUOTED,
  TAKES_BACK,
  WRONG_ANSWER,
} from './cues.ts';
import type { Found, Grammar } from './grammar.ts';

/** What one statement gives as its answer. */
export interface Picked<Value> {
  /** Different values that are offered side by side; one where the statement settles on one. */
  readonly values: readonly Value[];
  readonly stance: Stance;
  /** Where the last of them ends in the statement. */
  readonly end: number;
  readonly start: number;
}

const JOINED =
  /^["')\]*}`$\s°%.]{0,8}(?:(?:#{2,}|,|;|\/|\||&|\+|~|->|→|=|\\text\{|\}|\b(?:and|or|nor|und|oder|et|ou|y|o|e|versus|vs|as well as|plus|then|even|also|maybe|possibly|perhaps|equally|either|both|option|choice|answer|letter|to)\b|和|或|或者|、)\s{0,3}){0,6}["'([*{`$\\\s]{0,8}$/iu;
const NOUN_OR = /^\s(?:\p{L}{1,15}\s){1,2}(?:or|oder|ou|o)\s(?:maybe |perhaps |possibly )?[$€£]?$/iu;
/** In a box or tag the whole text is the answer: "7 packs and 2 sticks" is two values. */
const NOUN_AND = /^\s(?:\p{L}{1,15}\s){1,2}(?:and|und|et|y|e)\s[$€£]?$|^\s(?:\p{L}{1,15}){1,2},\s[$€£]?$/iu;
const LIST_JOINT =
  /#{2,}|,|;|\/|\||&|~|->|→|\b(?:and|or|nor|und|oder|et|ou|y|o|versus|vs|plus|to)\b|和|或|、/iu;
const OPERATOR = /[+*/×·÷^−-]|\\(?:times|cdot|div)|\bx\b/;

/**
 * Reads what a statement gives as its answer: of several values the first that is neither denied nor part of an
 * explanation, or, where the statement computes, the value behind its last equals sign. Values that are offered beside it
 * come with it.
 * @param lead what stands in front of the statement in its own sentence, such as "Many say the answer is"
 * @param last whether the last value counts, as in the last sentence of a solution, and not the first
 * @param formal whether the statement is the whole inside of a place made for an answer
 * @returns null where the statement holds no value
 */
export function pick<Value>(
  text: string,
  lead: string,
  grammar: Grammar<Value>,
  last = false,
  formal = false,
): Picked<Value> | null {
  const found = grammar.find(text, last);
  if (found.length === 0) return null;
  const isDenied = denials(text, lead, found);
  const standing = found.filter((_, index) => !isDenied[index]);
  if (standing.length === 0) return picked([found[0]!], 'denied', grammar);
  const since = sinceLastTurn(text, standing);
  const told = beforeExplanation(text, last || formal ? since : behindCopula(text, since), last);
  const stance = stanceOf(text, lead, told);
  if (grammar.closed) return picked(told, isAmongOthers(text, found) ? 'doubted' : stance, grammar);
  const [chosen, index] = choose(text, told, grammar, last);
  return picked(offeredWith(text, told, index, chosen, formal), stance, grammar);
}

/** Which values a text denies, by the words before and behind each; a list that is joined shares its denial. */
function denials<Value>(text: string, lead: string, found: readonly Found<Value>[]): boolean[] {
  const denied = found.map(({ start, end }) => {
    const before = clauseBefore(text, lead, start);
    const next = found.find((other) => other.start >= end)?.start ?? text.length;
    return DENIED_BEFORE.test(before) || DENIED_BEHIND.test(text.slice(end, Math.min(end + 60, next)));
  });
  for (let index = 1; index < found.length; index += 1) {
    const between = text.slice(found[index - 1]!.end, found[index]!.start);
    if (between.length > 40 || !JOINED.test(between)) continue;
    if (denied[index - 1] && DENIED_BEFORE.test(clauseBefore(text, lead, found[index - 1]!.start)))
      denied[index] = true;
  }
  let behind = false;
  for (let index = found.length - 1; index >= 0; index -= 1) {
    const { end } = found[index]!;
    const next = found[index + 1];
    const between = next ? text.slice(end, next.start) : '';
    behind =
      DENIED_BEHIND.test(text.slice(end, Math.min(end + 60, next?.start ?? text.length))) ||
      (behind && between.trim() !== '' && between.length <= 40 && JOINED.test(between));
    if (behind) denied[index] = true;
  }
  return denied;
}

function clauseBefore(text: string, lead: string, at: number): string {
  const before = (lead + text.slice(0, at)).slice(-80);
  const stop = before.search(/(?:[.;?\n]|!(?!=))(?:[^.;?!\n]|!=)*$/);
  return stop < 0 ? before : before.slice(stop + 1);
}

/** "Paris, invalid, AC, A, valid": a list of candidates of which some are values of no kind settles on none. */
function isAmongOthers<Value>(text: string, found: readonly Found<Value>[]): boolean {
  let others = 0;
  let start = 0;
  for (const match of `${text},`.matchAll(LISTED)) {
    const end = match.index;
    const item = text.slice(start, end);
    const holds = found.some((value) => value.start < end && value.end > start);
    if (!holds && /[\p{L}\p{N}]/u.test(item)) {
      if (
        item.trim().split(/\s+/).length > 8 ||
        NO_CANDIDATE.test(item.trim()) ||
        /\b(?:is|are|was|were)\b/i.test(item)
      )
        return false;
      others += 1;
    }
    start = end + match[0].length;
  }
  return others >= 2;
}
const LISTED = /[,;\n|]|\bor\b/g;
const NO_CANDIDATE =
  /^(?:so|because|since|as|thus|hence|therefore|clearly|of course|indeed|certainly|well|which|who|that|while|whereas|and (?!.{0,12}$)|but|not|it|this|the others?|we|i|they|he|she|there|is|are|has|no|wait|sorry|actually|maybe|perhaps|indeed)\b/i;

/** "A, no, sorry, D": what stands before the last turn is taken back. */
function sinceLastTurn<Value>(text: string, found: readonly Found<Value>[]): readonly Found<Value>[] {
  for (let index = found.length - 1; index > 0; index -= 1) {
    const between = text.slice(found[index - 1]!.end, found[index]!.start);
    if (
      between.length > 2 &&
      /\p{L}/u.test(between) &&
      (LOOKS_AGAIN.test(between) || TAKES_BACK.test(between))
    )
      return found.slice(index);
  }
  return found;
}

/** "The volume of 3 boxes is 120": the answer stands behind the verb. */
function behindCopula<Value>(text: string, found: readonly Found<Value>[]): readonly Found<Value>[] {
  const verb =
    /^[\s*]{0,4}(?:the|our|my|its|their|his|her)\s[^.:=;]{0,120}?\s(?:is|are|equals|was|were|will be)\s/i.exec(
      text,
    );
  const behind = verb ? found.filter(({ start }) => start >= verb[0].length) : [];
  return behind.length > 0 ? behind : found;
}

function beforeExplanation<Value>(
  text: string,
  found: readonly Found<Value>[],
  last: boolean,
): readonly Found<Value>[] {
  const first = found[0]!;
  const cut = (last ? EXPLAINS_LAST : EXPLAINS).exec(text.slice(first.end));
  if (!cut) return found;
  return found.filter(({ start }) => start < first.end + cut.index);
}

/** "At first I thought of 5, but the answer is": what stands before "but" is said of something else. */
function ownClause(before: string): string {
  let cut = 0;
  for (const match of before.matchAll(/[,;.]\s*(?:but|yet|however|now|in fact|in reality)\b/gi))
    cut = match.index + match[0].length;
  return before.slice(cut);
}

function stanceOf<Value>(text: string, lead: string, told: readonly Found<Value>[]): Stance {
  const before = (lead + text.slice(0, told[0]!.start)).slice(-300);
  if (WRONG_ANSWER.test(before)) return 'denied';
  if (QUOTED.test(ownClause(before))) return 'quoted';
  return DOUBTED.test(before) ||
    DOUBTED.test(text.slice(told[0]!.end, told[0]!.end + 80)) ||
    /^["')\]*}`$]{0,4}\?/.test(text.slice(told.at(-1)!.end, told.at(-1)!.end + 6))
    ? 'doubted'
    : 'asserted';
}

/** @returns the value that counts among those of a statement, and its place in them */
function choose<Value>(
  text: string,
  told: readonly Found<Value>[],
  grammar: Grammar<Value>,
  last: boolean,
): [Found<Value>, number] {
  const plain = withoutBracketed(text, told);
  const list = plain.length > 0 ? plain : told;
  const tail = list.at(-1)!;
  if (grammar.computes && list.length > 1 && !(last && grammar.isValue?.(tail.value) !== false)) {
    const equals = behindEquals(text, list, grammar);
    if (equals) return [equals, told.indexOf(equals)];
  }
  const chosen = last ? tail : list[0]!;
  return [chosen, told.indexOf(chosen)];
}

/** "12 legs (3 × 4)": what stands in brackets behind a value explains it. */
function withoutBracketed<Value>(text: string, told: readonly Found<Value>[]): readonly Found<Value>[] {
  const first = told[0]!;
  return told.filter(({ start, end }) => {
    if (start === first.start) return true;
    const open = text.lastIndexOf('(', start);
    return !(open > first.end && text.indexOf(')', open) >= end && /\s/.test(text[open - 1] ?? ' '));
  });
}

/** The side of an equation that is one value, the last such: of "60 × 7 = 420" it is 420, of "420 = 60 × 7" as well. */
function behindEquals<Value>(
  text: string,
  told: readonly Found<Value>[],
  grammar: Grammar<Value>,
): Found<Value> | null {
  const sides: Found<Value>[][] = [[]];
  for (const [index, found] of told.entries()) {
    const between = index === 0 ? '' : text.slice(told[index - 1]!.end, found.start);
    if (/(?<![<>!=])=(?!=)|≈|\\approx/.test(between)) sides.push([]);
    sides.at(-1)!.push(found);
  }
  if (sides.length < 2) return null;
  for (const side of sides.reverse()) {
    const [first] = side;
    if (!first || grammar.isValue?.(first.value) === false) continue;
    const second = side[1];
    if (!second || !OPERATOR.test(text.slice(first.end, second.start))) return first;
  }
  return null;
}

/** The values that are joined to the chosen one: "430 or 420". */
function offeredWith<Value>(
  text: string,
  told: readonly Found<Value>[],
  index: number,
  chosen: Found<Value>,
  formal: boolean,
): Found<Value>[] {
  const offered = [chosen];
  for (let at = index + 1; at < told.length && isJoined(text, told[at - 1]!, told[at]!, formal); at += 1)
    offered.push(told[at]!);
  for (let at = index - 1; at >= 0 && isJoined(text, told[at]!, told[at + 1]!, formal); at -= 1)
    offered.unshift(told[at]!);
  return offered;
}

function isJoined<Value>(text: string, left: Found<Value>, right: Found<Value>, formal: boolean): boolean {
  const between = text.slice(left.end, right.start);
  if (between.length > 40) return false;
  if (/^[ \t]+$/.test(between) && /^[\d'"[({]/.test(text.slice(right.start))) return true;
  return (
    (LIST_JOINT.test(between) && JOINED.test(between)) ||
    NOUN_OR.test(between) ||
    (formal && NOUN_AND.test(between))
  );
}

function picked<Value>(
  found: readonly Found<Value>[],
  stance: Stance,
  grammar: Grammar<Value>,
): Picked<Value> {
  const values: Value[] = [];
  for (const { value } of found) if (!values.some((other) => grammar.same(other, value))) values.push(value);
  return { values, stance, start: found[0]!.start, end: found.at(-1)!.end };
}
