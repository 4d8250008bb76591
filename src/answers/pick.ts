import { isAmongOthers } from './among-others.ts';
import { choose } from './choose.ts';
import type { Stance } from './claim.ts';
import { DOUBTED, QUOTED, WRONG_ANSWER } from './cues.ts';
import { CONCEDES, HELD_ELSEWHERE } from './cues-elsewhere.ts';
import { denials } from './denials.ts';
import type { Found, Grammar } from './grammar.ts';
import { JOINED, offeredWith } from './joined.ts';
import type { Picked } from './picked.ts';
import { beforeExplanation, behindCopula, sinceLastTurn } from './told.ts';

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
  const since = sinceLastTurn(text, standing, grammar.closed);
  const told = withoutReported(
    text,
    beforeExplanation(text, last || formal ? since : behindCopula(text, since, grammar.closed), last),
  );
  const stance = stanceOf(text, lead, told);
  if (grammar.closed) return picked(told, isAmongOthers(text, found) ? 'doubted' : stance, grammar);
  const [chosen, index] = choose(text, told, grammar, last);
  return picked(offeredWith(text, told, index, chosen, formal), stance, grammar);
}

/**
 * "6; my second guess: 5", "While many think of 5, it is 6": a value that is reported of others, or comes second, is not
 * what is said where another value is.
 */
function withoutReported<Value>(text: string, told: readonly Found<Value>[]): readonly Found<Value>[] {
  if (told.length < 2) return told;
  const reported = told.map(({ start }) => isReported(lastClause(text.slice(0, start))));
  for (const [index, { start }] of told.entries()) {
    const before = told[index - 1];
    if (before && reported[index - 1] && JOINED.test(text.slice(before.end, start))) reported[index] = true;
  }
  const own = told.filter((_, index) => !reported[index]);
  return own.length > 0 ? own : told;
}

function lastClause(before: string): string {
  return before.split(/[;.]\s|[,，]\s?/).at(-1)!;
}

function isReported(clause: string): boolean {
  return QUOTED.test(clause) || HELD_ELSEWHERE.test(clause);
}

const TURN = /[,;.]\s*(?:but|yet|however|now|in fact|in reality|pero|mais|aber|ma|mas|но)\b/gi;
const STATES =
  /(?:^|[\s*"“])(?:is|are|was|were|be|es|ist|sind|est|sont|è|é|это|=|:|—)[^\p{L}]{0,4}(?:\p{L}{1,12} ){0,4}[^\p{L}]{0,4}$|是|は/iu;

/**
 * "At first I thought of 5, but the answer is", "While many think of 5, the answer is": what stands before "but", or is
 * conceded, is said of something else.
 */
function ownClause(before: string): string {
  let cut = 0;
  TURN.lastIndex = 0;
  while (TURN.test(before)) cut = TURN.lastIndex;
  if (cut > 0 || !CONCEDES.test(before)) return before.slice(cut);
  const clause = lastClause(before);
  return STATES.test(clause) ? clause : before;
}

function stanceOf<Value>(text: string, lead: string, told: readonly Found<Value>[]): Stance {
  const before = (lead + text.slice(0, told[0]!.start)).slice(-300);
  const own = ownClause(before);
  if (WRONG_ANSWER.test(own)) return 'denied';
  if (isReported(own)) return 'quoted';
  return DOUBTED.test(before) ||
    DOUBTED.test(restOfClause(text, told)) ||
    /^["')\]*}`$]{0,4}\?/.test(text.slice(told.at(-1)!.end, told.at(-1)!.end + 6))
    ? 'doubted'
    : 'asserted';
}

/** What is said of a value behind it: up to the colon or dash behind which something else is said. */
function restOfClause<Value>(text: string, told: readonly Found<Value>[]): string {
  const last = told.at(-1)!.end;
  const rest = text.slice(told[0]!.end, told[0]!.end + 80);
  const cut = rest
    .slice(Math.max(0, last - told[0]!.end))
    .search(/[:;]\s|\s?—|\s[–-]\s|,\s(?:because|since|as|so)\s/);
  return cut < 0 ? rest : rest.slice(0, Math.max(0, last - told[0]!.end) + cut);
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
