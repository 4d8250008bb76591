import type { JsonObject } from '../../spec/json.ts';
import type { ExpectedCall } from '../../spec/query.ts';
import { bestMatching } from './best-matching.ts';
import { inOrderMatching } from './in-order-matching.ts';
import type { MadeCall } from './made-call.ts';
import { exactly, exactlyOneOf, oneOf, ownValue, spelled } from './same-value.ts';

/** The score of a row of calls and its parts, each from 0 to what it could at most be. */
export interface CallsScore {
  /** From 0 to 1; 1 exactly where all calls are the expected ones. */
  readonly value: number;
  readonly names: number;
  readonly parameters: number;
  readonly values: number;
  readonly most: number;
}

/**
 * ToolRL's correctness (arXiv 2504.13958, section 3.3). With G the expected and P the predicted calls:
 *
 *     r_name   = |N_G ∩ N_P| / |N_G ∪ N_P|                               names, from 0 to 1
 *     r_param  = Σ over G of |keys(G_j) ∩ keys(P_j)| / |keys(G_j) ∪ keys(P_j)|  0 to |G|
 *     r_value  = Σ over G of Σ over keys(G_j) of 1[G_j[k] = P_j[k]]      0 to Σ |keys(G_j)|
 *     S_max    = 1 + |G| + Σ |keys(G_j)|
 *     R        = 6 · R_max / S_max − 3                                   R_max: the best matching's sum
 *
 * Given back is R_max / S_max, which is R brought to 0..1. Two things are stricter than the paper's text: names are
 * compared as multisets, so that a call made twice costs, and only calls of the same name may be matched.
 *
 * @param strict texts that a query lists as alternatives are compared to the letter, and the matching keeps the order of
 * the calls, so that the score is 1 for them in this order alone
 */
export function scoreCalls(
  expected: readonly ExpectedCall[],
  predicted: readonly MadeCall[],
  strict = false,
): CallsScore {
  const most =
    1 +
    expected.length +
    expected.reduce((sum, call) => sum + Object.keys(call.accepts ?? call.arguments).length, 0);
  if (expected.length === 0)
    return { value: predicted.length === 0 ? 1 : 0, names: 0, parameters: 0, values: 0, most };
  const names = nameOverlap(expected, predicted);
  const pairs = expected.map((wanted) => predicted.map((made) => pairScore(wanted, made, strict)));
  const wide = pairs.map((row) => [...row, ...expected.map(() => ({ parameters: 0, values: 0 }))]);
  const sums = wide.map((row) => row.map((pair) => pair.parameters + pair.values));
  const matching = strict ? inOrderMatching(sums) : bestMatching(sums);
  const matched = matching.flatMap((column, row) => (column === null ? [] : [wide[row]![column]!]));
  const parameters = matched.reduce((sum, pair) => sum + pair.parameters, 0);
  const values = matched.reduce((sum, pair) => sum + pair.values, 0);
  return { value: Math.min(1, (names + parameters + values) / most), names, parameters, values, most };
}

function pairScore(wanted: ExpectedCall, made: MadeCall, strict: boolean) {
  if (wanted.name !== made.name) return { parameters: 0, values: 0 };
  const base = wanted.accepts ? (strict ? exactlyOneOf : oneOf) : exactly;
  const asked: JsonObject = wanted.accepts ?? wanted.arguments;
  const same = made.untyped ? spelled(base) : base;
  const keys = Object.keys(asked);
  const right = keys.filter((key) => same(asked[key]!, ownValue(made.arguments, key)));
  const shared = keys.filter((key) => Object.hasOwn(made.arguments, key) || right.includes(key));
  const more = Object.keys(made.arguments).filter((key) => !Object.hasOwn(asked, key));
  const union = keys.length + more.length;
  return { parameters: union === 0 ? 1 : shared.length / union, values: right.length };
}

/** Jaccard overlap of the names as multisets. */
function nameOverlap(expected: readonly ExpectedCall[], predicted: readonly MadeCall[]): number {
  const left = new Map<string, number>();
  for (const { name } of expected) left.set(name, (left.get(name) ?? 0) + 1);
  let shared = 0;
  for (const { name } of predicted) {
    const open = left.get(name) ?? 0;
    if (open > 0) shared += 1;
    left.set(name, open - 1);
  }
  return shared / (expected.length + predicted.length - shared);
}
