import { Decimal } from 'decimal.js';
import type { MathNode } from './node.ts';

/** Sixty digits: values that a double cannot tell apart differ here, unless they are the same. */
const Precise = Decimal.clone({ precision: 60, toExpNeg: -9e15, toExpPos: 9e15, maxE: 9e15, minE: -9e15 });
const HUNDRED_EIGHTY = new Precise(180);
const ONE = new Precise(1);
/** Beyond this an argument of `exp` or of a sine takes long, and a power has too many digits to say anything. */
const LARGEST_ARGUMENT = new Precise(100_000);
const PI = Precise.acos(-1);

interface Work {
  operations: number;
}

/** @returns the value of a real constant to sixty digits, or null: symbols, functions it does not know, too much work */
export function evaluatePrecisely(node: MathNode, work: Work = { operations: 100 }): Decimal | null {
  work.operations -= 1;
  if (work.operations < 0) return null;
  if (node.type === 'number') {
    const { numerator, denominator } = node.value;
    const value = new Precise(numerator.toString());
    return denominator === 1n ? value : value.div(denominator.toString());
  }
  if (node.type === 'symbol') return node.name === 'pi' ? PI : node.name === 'e' ? Precise.exp(1) : null;
  if (node.type !== 'apply') return null;
  const values: Decimal[] = [];
  for (const argument of node.args) {
    const value = evaluatePrecisely(argument, work);
    if (!value) return null;
    values.push(value);
  }
  const result = operation(node.name, values);
  return result?.isFinite() ? result : null;
}

function operation(name: string, values: readonly Decimal[]): Decimal | null {
  const [left, right] = values;
  if (!left || values.length > 2) return null;
  if (right) return binary(name, left, right);
  if (/^(?:exp|sin|cos|tan|cot|sinh|cosh|tanh)$/.test(name) && left.abs().gt(LARGEST_ARGUMENT)) return null;
  return unary(name, left);
}

function binary(name: string, left: Decimal, right: Decimal): Decimal | null {
  switch (name) {
    case 'add':
      return left.plus(right);
    case 'multiply':
      return left.times(right);
    case 'divide':
      return left.div(right);
    case 'power':
      return left.isNegative() && !right.isInteger() ? null : powerOf(left, right);
    case 'root':
      if (right.eq(2)) return left.isNegative() ? null : left.sqrt();
      if (right.eq(3)) return left.cbrt();
      return left.isNegative() ? null : powerOf(left, ONE.div(right));
    case 'log':
      return left.lte(0) || right.lte(0) || right.eq(1) ? null : left.ln().div(right.ln());
    default:
      return null;
  }
}

function powerOf(base: Decimal, exponent: Decimal): Decimal | null {
  return exponent.abs().gt(LARGEST_ARGUMENT) ? null : base.pow(exponent);
}

function unary(name: string, value: Decimal): Decimal | null {
  switch (name) {
    case 'negate':
      return value.neg();
    case 'percent':
      return value.div(100);
    case 'degree':
      return value.times(PI).div(HUNDRED_EIGHTY);
    case 'abs':
      return value.abs();
    case 'sqrt':
      return value.isNegative() ? null : value.sqrt();
    case 'exp':
      return value.exp();
    case 'ln':
      return value.lte(0) ? null : value.ln();
    case 'lg':
    case 'log':
      return value.lte(0) ? null : value.log(10);
    case 'sin':
      return value.sin();
    case 'cos':
      return value.cos();
    case 'tan':
      return value.tan();
    case 'cot':
      return value.cos().div(value.sin());
    case 'arcsin':
      return value.abs().gt(1) ? null : value.asin();
    case 'arccos':
      return value.abs().gt(1) ? null : value.acos();
    case 'arctan':
      return value.atan();
    case 'sinh':
      return value.sinh();
    case 'cosh':
      return value.cosh();
    case 'tanh':
      return value.tanh();
    default:
      return null;
  }
}
