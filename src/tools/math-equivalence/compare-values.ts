import { equalRationals, type Rational } from '../../text/numbers/rational.ts';
import type { Complex } from './complex.ts';
import { evaluateComplex } from './evaluate-complex.ts';
import { evaluateExact } from './evaluate-exact.ts';
import { type MathNode, someNode } from './node.ts';
import { POINTS, sampleExact } from './sample.ts';

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
const known = new WeakMap<MathNode, Value>();

export function quantityOf(node: MathNode): Value {
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
 * evaluation in complex floating point at up to eight fixed points, of which three must be defined.
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
  return verdict === 'different' && (left.opaque || right.opaque) ? 'unknown' : verdict;
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
  if (!close(first, second)) return 'different';
  return Math.hypot(first.re, first.im) > LARGEST ? 'unknown' : 'equal';
}

function compareAtPoints(left: Value, right: Value): Comparison {
  let defined = 0;
  for (let index = 0; index < POINTS; index += 1) {
    const first = approximateAt(left, index);
    const second = approximateAt(right, index);
    if (!isBounded(first) || !isBounded(second)) continue;
    if (!close(first, second)) return 'different';
    if (Math.hypot(first.re, first.im) <= LARGEST) defined += 1;
  }
  return defined >= 3 ? 'equal' : 'unknown';
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

function close(left: Complex, right: Complex): boolean {
  const size = Math.max(Math.hypot(left.re, left.im), Math.hypot(right.re, right.im));
  return Math.hypot(left.re - right.re, left.im - right.im) <= TOLERANCE * size + 1e-14;
}
