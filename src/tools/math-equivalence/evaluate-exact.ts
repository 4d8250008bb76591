import {
  addRationals,
  exactRoot,
  integerPower,
  invert,
  isInteger,
  multiplyRationals,
  negate,
  type Rational,
  rational,
} from '../../text/numbers/rational.ts';
import type { MathNode } from './node.ts';

/** Values of the free symbols, and how many operations may still be done. */
interface ExactScope {
  readonly values: ReadonlyMap<string, Rational>;
  operations: number;
}

const MOST_FACTORIAL = 400n;
const MOST_TERMS = 1_000n;
/** Working with numbers beyond this counts as several operations. */
const LARGE = 1n << 768n;
const LARGE_COST = 12;
/** The factorials asked for so far. */
const FACTORIALS: bigint[] = [1n];

/** @returns the exact value, or null where there is none: irrational, undefined, an unknown symbol, or too much work */
export function evaluateExact(node: MathNode, scope: ExactScope): Rational | null {
  scope.operations -= 1;
  if (scope.operations < 0) return null;
  if (node.type === 'number') return node.value;
  if (node.type === 'symbol') return scope.values.get(node.name) ?? null;
  if (node.type !== 'apply') return null;
  if (node.name === 'sum' || node.name === 'prod') return series(node.name, node.args, scope);
  const values: Rational[] = [];
  for (const argument of node.args) {
    const value = evaluateExact(argument, scope);
    if (!value) return null;
    values.push(value);
  }
  const [left, right] = values;
  if (!left) return null;
  if (values.some(isLarge)) scope.operations -= LARGE_COST;
  if (node.name === 'binom' || node.name === 'root' || node.name === 'power') scope.operations -= LARGE_COST;
  if (right) return values.length === 2 ? binary(node.name, left, right) : null;
  return unary(node.name, left);
}

function isLarge(value: Rational): boolean {
  return value.numerator > LARGE || value.numerator < -LARGE || value.denominator > LARGE;
}

function unary(name: string, value: Rational): Rational | null {
  switch (name) {
    case 'negate':
      return negate(value);
    case 'percent':
      return multiplyRationals(value, { numerator: 1n, denominator: 100n });
    case 'abs':
      return value.numerator < 0n ? negate(value) : value;
    case 'factorial':
      return factorial(value);
    case 'floor':
      return rational(floor(value));
    case 'ceil':
      return rational(-floor(negate(value)));
    default:
      return null;
  }
}

function binary(name: string, left: Rational, right: Rational): Rational | null {
  switch (name) {
    case 'add':
      return addRationals(left, right);
    case 'multiply':
      return multiplyRationals(left, right);
    case 'divide':
    case 'ratio': {
      const inverse = invert(right);
      return inverse && multiplyRationals(left, inverse);
    }
    case 'power':
      return power(left, right);
    case 'root':
      return isInteger(right) ? exactRoot(left, Number(right.numerator / right.denominator)) : null;
    case 'binom':
      return binomial(left, right);
    case 'mod': {
      const quotient = invert(right) && multiplyRationals(left, invert(right)!);
      const whole = quotient && multiplyRationals(right, { numerator: floor(quotient), denominator: 1n });
      return whole && addRationals(left, negate(whole));
    }
    case 'gcd':
    case 'lcm': {
      if (!isInteger(left) || !isInteger(right)) return null;
      const [first, second] = [left.numerator / left.denominator, right.numerator / right.denominator];
      const divisor = gcd(first, second);
      return rational(name === 'gcd' ? divisor : divisor === 0n ? 0n : (first * second) / divisor);
    }
    default:
      return null;
  }
}

function power(base: Rational, exponent: Rational): Rational | null {
  if (base.numerator === 0n && exponent.numerator === 0n) return null;
  if (isInteger(exponent)) return integerPower(base, exponent.numerator / exponent.denominator);
  if (exponent.denominator > 64n) return null;
  const root = exactRoot(base, Number(exponent.denominator));
  return root && integerPower(root, exponent.numerator);
}

function series(name: string, args: readonly MathNode[], scope: ExactScope): Rational | null {
  const [variable, from, to, body] = args;
  if (variable?.type !== 'symbol' || !from || !to || !body) return null;
  const first = evaluateExact(from, scope);
  const last = evaluateExact(to, scope);
  if (!first || !last || !isInteger(first) || !isInteger(last)) return null;
  const [start, end] = [first.numerator / first.denominator, last.numerator / last.denominator];
  if (end - start > MOST_TERMS) return null;
  let total: Rational | null = { numerator: name === 'sum' ? 0n : 1n, denominator: 1n };
  const values = new Map(scope.values);
  const inner: ExactScope = { values, operations: scope.operations };
  for (let index = start; index <= end && total; index += 1n) {
    values.set(variable.name, { numerator: index, denominator: 1n });
    const term = evaluateExact(body, inner);
    if (term && total && (isLarge(term) || isLarge(total))) inner.operations -= LARGE_COST;
    total = term && (name === 'sum' ? addRationals(total, term) : multiplyRationals(total, term));
  }
  scope.operations = inner.operations;
  return total;
}

function factorial(value: Rational): Rational | null {
  if (!isInteger(value)) return null;
  const top = value.numerator / value.denominator;
  if (top < 0n || top > MOST_FACTORIAL) return null;
  for (let next = FACTORIALS.length; next <= Number(top); next += 1)
    FACTORIALS.push(FACTORIALS[next - 1]! * BigInt(next));
  return rational(FACTORIALS[Number(top)]!);
}

function binomial(total: Rational, chosen: Rational): Rational | null {
  if (!isInteger(total) || !isInteger(chosen)) return null;
  const [n, k] = [total.numerator / total.denominator, chosen.numerator / chosen.denominator];
  if (n < 0n || k < 0n || n > 1_000n) return null;
  if (k > n) return rational(0n);
  let product = 1n;
  const steps = 2n * k > n ? n - k : k;
  for (let step = 1n; step <= steps; step += 1n) product = (product * (n - steps + step)) / step;
  return rational(product);
}

function floor(value: Rational): bigint {
  const quotient = value.numerator / value.denominator;
  return value.numerator < 0n && value.numerator % value.denominator !== 0n ? quotient - 1n : quotient;
}

function gcd(left: bigint, right: bigint): bigint {
  let [first, second] = [left < 0n ? -left : left, right < 0n ? -right : right];

  while (second !== 0n) [first, second] = [second, first % second];
  return first;
}
