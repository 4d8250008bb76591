import { Decimal } from 'decimal.js';
import { equalRationals, type Rational } from '../../text/numbers/rational.ts';
import type { Complex } from './complex.ts';
import { evaluateComplex } from './evaluate-complex.ts';
import { evaluateExact } from './evaluate-exact.ts';
import { evaluatePrecisely } from './evaluate-precise.ts';
import { type MathNode, someNode } from './node.ts';
import { equalRadicals } from './radical-form.ts';
import { POINTS, POSITIVE_FROM, sampleExact } from './sample.ts';

export type Comparison = 'equal' | 'different' | 'unknown';

/** What is known of one value; everything is computed at most once. */
export interface Value {
  readonly node: MathNode;
  /** The free symbols, constants left out. */
  readonly symbols: readonly string[];
  readonly exact: (Rational | null | undefined)[];
  readonly approximate: (Complex | undefined)[];
  /** Whether something in it could not be worked out: then nothing shows that it differs from another. */
  opaque: boolean;
}

const CONSTANTS = new Set(['pi', 'e', 'i', 'imath', '∞']);
const EXACT_OPERATIONS = 5_000;
const OPERATIONS = 8_000;
const TOLERANCE = 1e-12;
/** Above this size a difference of 1 is near the tolerance: floating point shows no equality there. */
const LARGEST = 1e10;
const INTEGERS = [2n, 3n, 5n, 7n, 10n, 13n];
const known = new WeakMap<MathNode, Value>();

export function quantityOf(node: MathNode): Value {
  if (node.type === 'number') return { node, symbols: [], exact: [], approximate: [], opaque: false };
  const before = known.get(node);
  if (before) return before;
  const names = new Set<string>();
  someNode(node, (inner) => {
    if (inner.type === 'symbol' && !CONSTANTS.has(inner.name)) names.add(inner.name);
    if (inner.type === 'apply' && inner.name.startsWith('call ')) names.add(inner.name);
    return false;
  });
  const value: Value = { node, symbols: [...names], exact: [], approximate: [], opaque: false };
  known.set(node, value);
  return value;
}

/**
 * Compares two values: exactly where both are rational (at rational points where there are symbols), else by
 * evaluation in complex floating point at up to eight fixed points; at three of them it must be defined.
 */
export function compareValues(reference: MathNode, response: MathNode): Comparison {
  const left = quantityOf(reference);
  const right = quantityOf(response);
  const constant = left.symbols.length === 0 && right.symbols.length === 0;
  let agreed = 0;
  for (let index = 0; index < (constant ? 1 : 3); index += 1) {
    const first = exactAt(left, index);
    const second = first && exactAt(right, index);
    if (!first || !second) continue;
    if (!equalRationals(first, second)) return 'different';
    agreed += 1;
  }
  if (agreed >= (constant ? 1 : 2)) return 'equal';
  const verdict = constant ? compareConstants(left, right) : compareAtPoints(left, right);
  const doubtful = verdict === 'different' && (left.opaque || right.opaque) ? 'unknown' : verdict;
  if (constant && doubtful !== 'different') return comparePrecisely(left, right) ?? doubtful;
  return doubtful === 'unknown' && !constant ? compareAtIntegers(left, right) : doubtful;
}

/** Constants that floating point cannot tell apart, or is too small or too large for, to sixty digits. */
function comparePrecisely(left: Value, right: Value): Comparison | null {
  const exactly = equalRadicals(left.node, right.node);
  if (exactly !== null) return exactly ? 'equal' : 'different';
  const first = evaluatePrecisely(left.node);
  const second = first && evaluatePrecisely(right.node);
  if (!first || !second) return null;
  const gap = first.minus(second).abs();
  if (gap.lte(Decimal.max(first.abs(), second.abs()).times('1e-45'))) return 'equal';
  if (gap.gt('1e-50') || !(mayCancel(left.node) || mayCancel(right.node))) return 'different';
  // What cancels to nothing equals zero as written; beside another tiny value it says nothing.
  const isZero = (value: Value) => value.node.type === 'number' && value.node.value.numerator === 0n;
  return isZero(left) || isZero(right) ? 'equal' : 'unknown';
}

/** Sums to `n` and the like are worked out at integers only: the symbols of their limits stand for six of them. */
function compareAtIntegers(left: Value, right: Value): Comparison {
  const counting = new Set([...countingNames(left.node), ...countingNames(right.node)]);
  if (counting.size === 0) return 'unknown';
  const symbols = [...new Set([...left.symbols, ...right.symbols])];
  let agreed = 0;
  for (let index = 0; index < INTEGERS.length; index += 1) {
    const values = new Map(
      symbols.map((name, at) => [
        name,
        counting.has(name)
          ? { numerator: INTEGERS[(index + at) % INTEGERS.length]!, denominator: 1n }
          : sampleExact(name, index),
      ]),
    );
    const [first, second] = [left, right].map(({ node }) =>
      evaluateExact(node, { values, operations: EXACT_OPERATIONS }),
    );
    if (!first || !second) continue;
    if (!equalRationals(first, second)) return 'different';
    agreed += 1;
  }
  return agreed >= 5 ? 'equal' : 'unknown';
}

/** The symbols in the limits of sums and products: they stand for integers. The variable that is summed over is none. */
function countingNames(node: MathNode): string[] {
  const names: string[] = [];
  someNode(node, (inner) => {
    if (inner.type === 'apply' && /^(?:sum|prod)$/.test(inner.name))
      for (const limit of inner.args.slice(1, 3)) names.push(...quantityOf(limit).symbols);
    return false;
  });
  return names;
}

function compareConstants(left: Value, right: Value): Comparison {
  if (isInfinite(left.node) || isInfinite(right.node))
    return isInfinite(left.node) && isInfinite(left.node) === isInfinite(right.node) ? 'equal' : 'different';
  const first = approximateAt(left, 0);
  const second = approximateAt(right, 0);
  const undefinedSides = [first, second].filter((side) => Number.isNaN(side.re + side.im)).length;
  // What is undefined, such as 0/0, equals no number.
  if (undefinedSides > 0) return undefinedSides === 1 ? 'different' : 'unknown';
  const [a, b] = [isBounded(first), isBounded(second)];
  if (!a || !b) return a === b ? 'unknown' : 'different';
  const [vanished, other] = [vanishes(left, first), vanishes(right, second)];
  if (vanished && other) return 'unknown';
  if (vanished || other) return 'different';
  if (!close(first, second, mayCancel(left.node) || mayCancel(right.node))) return 'different';
  return Math.hypot(first.re, first.im) > LARGEST ? 'unknown' : 'equal';
}

function compareAtPoints(left: Value, right: Value): Comparison {
  const verdict = compareAt(left, right, 0, POINTS);
  if (verdict !== 'different' || !hasBranches(left.node) || !hasBranches(right.node)) return verdict;
  // √(L/g) and √L/√g agree where every symbol is positive, which is where such formulas are meant.
  return compareAt(left, right, POSITIVE_FROM, POSITIVE_FROM + 5);
}

function compareAt(left: Value, right: Value, from: number, to: number): Comparison {
  let defined = 0;
  const cancels = mayCancel(left.node) || mayCancel(right.node);
  for (let index = from; index < to && defined < 4; index += 1) {
    const first = approximateAt(left, index);
    const second = approximateAt(right, index);
    const [a, b] = [isBounded(first), isBounded(second)];
    if (!a && !b) continue;
    if (!a || !b) {
      if (Number.isNaN(first.re + first.im) !== Number.isNaN(second.re + second.im)) return 'different';
      continue;
    }
    const [vanished, other] = [vanishes(left, first), vanishes(right, second)];
    if (vanished && other) continue;
    if (vanished || other || !close(first, second, cancels)) return 'different';
    if (Math.hypot(first.re, first.im) <= LARGEST) defined += 1;
  }
  return defined >= 3 ? 'equal' : 'unknown';
}

/** Whether an expression may come out near zero although nothing in it is small. */
function mayCancel(node: MathNode): boolean {
  return someNode(
    node,
    (inner) =>
      inner.type === 'apply' &&
      !/^(?:multiply|divide|power|negate|factorial|binom|root|sqrt|abs|percent)$/.test(inner.name),
  );
}

/** Whether a value came out as zero only because it is smaller than any floating-point number. */
function vanishes(value: Value, at: Complex): boolean {
  if (Math.hypot(at.re, at.im) > 1e-290) return false;
  const { node } = value;
  if (node.type === 'number' || mayCancel(node)) return false;
  return !someNode(node, (inner) => inner.type === 'number' && inner.value.numerator === 0n);
}

function hasBranches(node: MathNode): boolean {
  return someNode(
    node,
    (inner) => inner.type === 'apply' && /^(?:root|sqrt|ln|log|lg|power|abs)$/.test(inner.name),
  );
}

/** @returns 1 or -1 for ±∞ as written, else 0 */
export function isInfinite(node: MathNode): number {
  if (node.type === 'symbol') return node.name === '∞' ? 1 : 0;
  return node.type === 'apply' && node.name === 'negate' ? -isInfinite(node.args[0]!) : 0;
}

export function exactAt(value: Value, index: number): Rational | null {
  const before = value.exact[index];
  if (before !== undefined) return before;
  const values = new Map(value.symbols.map((name) => [name, sampleExact(name, index)]));
  const result = evaluateExact(value.node, { values, operations: EXACT_OPERATIONS });
  value.exact[index] = result;
  return result;
}

export function approximateAt(value: Value, index: number): Complex {
  const before = value.approximate[index];
  if (before) return before;
  const point = { index, bound: new Map(), operations: OPERATIONS, opaque: false };
  const result = evaluateComplex(value.node, point);
  if (point.opaque) value.opaque = true;
  value.approximate[index] = result;
  return result;
}

function isBounded(value: Complex): boolean {
  return Number.isFinite(value.re) && Number.isFinite(value.im);
}

/** @param cancels whether a difference of large terms may be behind a small value, so that its last digits say nothing */
function close(left: Complex, right: Complex, cancels: boolean): boolean {
  const size = Math.max(Math.hypot(left.re, left.im), Math.hypot(right.re, right.im));
  return Math.hypot(left.re - right.re, left.im - right.im) <= TOLERANCE * size + (cancels ? 1e-14 : 0);
}
