import { readResponse } from '../../answers/read-response.ts';
import type { JsonObject } from '../../spec/json.ts';
import { scored, type Verdict } from '../../spec/verdict.ts';
import { withoutMarkup } from '../../text/without-markup.ts';
import { type Evaluated, evaluate, isSame } from './expression.ts';
import type { Puzzle } from './puzzle.ts';

type Countdown = Extract<Puzzle, { puzzle: 'countdown' }>;

const LONGEST = 100_000;
const LEAD = /^(?:[\w' ]{0,60}[:：]|(?:so,? )?(?:the|an|my|one) [\w' ]{0,40} is)\s*/i;

/** Right where the answer is one expression that uses every number once and makes the target; with `= target` or without. */
export function judgeCountdown(puzzle: Countdown, response: string): Verdict {
  const claim = claimed(response.slice(-LONGEST));
  const seen: JsonObject = { found: claim.slice(0, 200), numbers: puzzle.numbers, target: puzzle.target };
  const sides = claim.replace(/\s*[.!]$/, '').split('=');
  const read = sides.map(evaluate);
  if (claim === '' || sides.length > 2 || read.some((side) => side === null))
    return scored(0, { ...seen, outcome: 'no expression' });
  const [left, right] = read as [Evaluated, Evaluated | undefined];
  const target = evaluate(String(puzzle.target))!.value;
  if (right && !isSame(left.value, right.value))
    return scored(0, { ...seen, outcome: 'the two sides differ' });
  const worked = right && left.numbers.length === 1 && usesAll(puzzle, right) ? right : left;
  if (!usesAll(puzzle, worked)) return scored(0, { ...seen, outcome: 'other numbers' });
  return isSame(worked.value, target)
    ? scored(1, { ...seen, outcome: 'right' })
    : scored(0, { ...seen, outcome: 'another value' });
}

function usesAll({ numbers }: Countdown, { numbers: used }: Evaluated): boolean {
  const sorted = (list: readonly number[]): string =>
    list
      .map(Math.abs)
      .toSorted((one, other) => one - other)
      .join(' ');
  return sorted(numbers) === sorted(used);
}

/** What the response says outright, else its last line that holds a sign between numbers. */
function claimed(response: string): string {
  const { said, explicit } = readResponse(response);
  const stated = explicit.at(-1);
  if (stated) return withoutMarkup(stated.text.split('\n', 1)[0]!).replace(LEAD, '');
  const lines = said.slice(-10_000).split('\n');
  const line =
    lines.findLast((entry) => /\d\s*(?:[-+*/×÷−]|\\times|\\div)\s*[\d(]|\)\s*[-+*/×÷−]/.test(entry)) ?? '';
  return withoutMarkup(line.trim()).replace(LEAD, '');
}
