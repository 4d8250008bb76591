import { isAmongOthers } from './among-others.ts';
import { choose } from './choose.ts';
import type { Stance } from './claim.ts';
import { DOUBTED, QUOTED, WRONG_ANSWER } from './cues.ts';
import { denials } from './denials.ts';
import type { Found, Grammar } from './grammar.ts';
import { offeredWith } from './joined.ts';
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
  const since = sinceLastTurn(text, standing);
  const told = withoutReported(
    text,
    beforeExplanation(text, last || formal ? since : behindCopula(text, since, grammar.closed), last),
  );
  const stance = stanceOf(text, lead, told);
  if (grammar.closed) return picked(told, isAmongOthers(text, found) ? 'doubted' : stance, grammar);
  const [chosen, index] = choose(text, told, grammar, last);
  return picked(offeredWith(text, told, index, chosen, formal), stance, grammar);
}

/** "6; my second guess: 5": a later value that is reported of others, or comes second, is not what is said. */
function withoutReported<Value>(text: string, told: readonly Found<Value>[]): readonly Found<Value>[] {
  return told.filter(({ start }, index) => {
    if (index === 0) return true;
    const clause = text
      .slice(0, start)
      .split(/[;.]\s|,\s/)
      .at(-1)!;
    return !QUOTED.test(clause);
  });
}

const TURN = /[,;.]\s*(?:but|yet|however|now|in fact|in reality)\b/gi;

/** "At first I thought of 5, but the answer is": what stands before "but" is said of something else. */
function ownClause(before: string): string {
  let cut = 0;
  TURN.lastIndex = 0;
  while (TURN.test(before)) cut = TURN.lastIndex;
  return before.slice(cut);
}

function stanceOf<Value>(text: string, lead: string, told: readonly Found<Value>[]): Stance {
  const before = (lead + text.slice(0, told[0]!.start)).slice(-300);
  const own = ownClause(before);
  if (WRONG_ANSWER.test(own)) return 'denied';
  if (QUOTED.test(own)) return 'quoted';
  return DOUBTED.test(before) ||
    DOUBTED.test(text.slice(told[0]!.end, told[0]!.end + 80)) ||
    /^["')\]*}`$]{0,4}\?/.test(text.slice(told.at(-1)!.end, told.at(-1)!.end + 6))
    ? 'doubted'
    : 'asserted';
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
