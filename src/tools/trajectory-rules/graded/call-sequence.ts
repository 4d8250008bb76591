import { z } from 'zod';
import { type ToolCall, toolCall } from '../../../spec/query.ts';
import { bestMatching } from '../../tool-calls/best-matching.ts';
import { isSameArgument } from '../event-pattern.ts';
import { asShare, cost, ruleOf } from '../outcome.ts';

const MOST_CALLS = 200;

/**
 * The calls of a trajectory beside those that are wanted. `exact`: these and no others, in this order · `in_order`: others may stand between · `any`:
 * in any order. A call counts as far as it is alike: its name, the names of its arguments, and their values in equal shares, as “ToolRL” (2025)
 * scores name, parameter names and values with the best matching; the paper's range of −3 … 3 is written from 0 to 1 here. A call of
 * another name counts nothing. `extra` is the cost of each call that is not matched: without one, a policy
 * that makes all calls there are makes the wanted ones among them.
 */
export const callSequence = ruleOf(
  z.strictObject({
    calls: z.array(toolCall).min(1).max(MOST_CALLS),
    order: z.enum(['exact', 'in_order', 'any']).default('in_order'),
    extra: cost.default(0.1),
  }),
  ({ calls: wanted, order, extra }) =>
    (trace) => {
      const made = trace.filter((event) => event.what === 'call');
      if (made.length > MOST_CALLS) return { untold: `more than ${MOST_CALLS} calls` };
      const like = wanted.map((one) => made.map((other) => likeness(one, other)));
      const pairs = order === 'any' ? unordered(like) : ordered(like);
      const alike = pairs.reduce((sum, [row, column]) => sum + like[row]![column]!, 0);
      const of = order === 'exact' ? Math.max(wanted.length, made.length) : wanted.length;
      const matched = new Map(pairs.map(([row, column]) => [column, like[row]![column]!] as const));
      const scores = new Map<number, number>();
      for (const [column, { step }] of made.entries())
        scores.set(step, Math.max(scores.get(step) ?? 0, matched.get(column) ?? 0));
      return {
        value: asShare(alike / of - extra * (made.length - matched.size)),
        detail: { wanted: wanted.length, made: made.length, matched: matched.size, alike },
        steps: scores,
      };
    },
);

function likeness(wanted: ToolCall, made: ToolCall): number {
  if (wanted.name !== made.name) return 0;
  const names = Object.keys(wanted.arguments);
  const others = Object.keys(made.arguments);
  const all = new Set([...names, ...others]).size;
  if (all === 0) return 1;
  const shared = names.filter((name) => Object.hasOwn(made.arguments, name));
  const same = shared.filter((name) => isSameArgument(wanted.arguments[name], made.arguments[name]));
  return (1 + shared.length / all + same.length / all) / 3;
}

type Pair = readonly [wanted: number, made: number];

/** @returns the pairs of the alignment in order whose likeness sums to the most */
function ordered(like: readonly (readonly number[])[]): Pair[] {
  const rows = like.length;
  const columns = like[0]?.length ?? 0;
  const best = Array.from({ length: rows + 1 }, () => new Float64Array(columns + 1));
  for (let row = rows - 1; row >= 0; row--)
    for (let column = columns - 1; column >= 0; column--)
      best[row]![column] = Math.max(
        best[row + 1]![column]!,
        best[row]![column + 1]!,
        like[row]![column]! + best[row + 1]![column + 1]!,
      );
  const pairs: Pair[] = [];
  for (let [row, column] = [0, 0]; row < rows && column < columns; ) {
    const value = best[row]![column]!;
    if (like[row]![column]! > 0 && value === like[row]![column]! + best[row + 1]![column + 1]!)
      pairs.push([row++, column++]);
    else if (value === best[row]![column + 1]!) column += 1;
    else row += 1;
  }
  return pairs;
}

function unordered(like: readonly (readonly number[])[]): Pair[] {
  const columns = like[0]?.length ?? 0;
  if (columns === 0) return [];
  const isWide = like.length <= columns;
  const table = isWide ? like : like[0]!.map((_, column) => like.map((row) => row[column]!));
  const found = bestMatching(table).map((other, at): Pair => (isWide ? [at, other] : [other, at]));
  return found.filter(([row, column]) => like[row]![column]! > 0);
}
