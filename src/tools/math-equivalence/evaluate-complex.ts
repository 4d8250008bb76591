import { toNumber } from '../../text/numbers/rational.ts';
import { add, type Complex, cos, divide, exp, ln, multiply, power, real, sin, ZERO } from './complex.ts';
import type { MathNode } from './node.ts';
import { realFunction } from './real-functions.ts';
import { sample } from './sample.ts';

/** A point at which an expression is evaluated: which one, the bound variables, the operations left. */
interface Point {
  readonly index: number;
  readonly bound: Map<string, Complex>;
  operations: number;
  /** Set where something could not be worked out: too long a sum, a function of complex numbers, too much work. */
  opaque: boolean;
}

const MOST_TERMS = 1_000;
const NAN = real(Number.NaN);

/** @returns the value at the point, NaN where it is undefined or too much work, ±Infinity where it overflows */
export function evaluateComplex(node: MathNode, point: Point): Complex {
  point.operations -= 1;
  if (point.operations < 0) return unable(point);
  switch (node.type) {
    case 'number':
      return real(toNumber(node.value));
    case 'symbol':
      return symbol(node.name, point);
    case 'apply': {
      if (node.name === 'sum' || node.name === 'prod') return series(node.name, node.args, point);
      const values: Complex[] = [];
      for (const argument of node.args) values.push(evaluateComplex(argument, point));
      return operation(node.name, values, point);
    }
    default:
      return unable(point);
  }
}

function unable(point: Point): Complex {
  point.opaque = true;
  return NAN;
}

function symbol(name: string, point: Point): Complex {
  const bound = point.bound.get(name);
  if (bound) return bound;
  if (name === 'pi') return real(Math.PI);
  if (name === 'e') return real(Math.E);
  if (name === 'i' || name === 'imath') return { re: 0, im: 1 };
  if (name === '∞') return real(Number.POSITIVE_INFINITY);
  return real(sample(name, point.index));
}

function operation(name: string, values: readonly Complex[], point: Point): Complex {
  const left = values[0] ?? NAN;
  const right = values[1];
  switch (name) {
    case 'negate':
      return { re: -left.re, im: left.im === 0 ? 0 : -left.im };
    case 'add':
      return add(left, right!);
    case 'multiply':
      return multiply(left, right!);
    case 'divide':
    case 'ratio':
      return divide(left, right!);
    case 'power':
      return power(left, right!);
    case 'root':
      return power(left, divide(real(1), right!));
    case 'percent':
      return divide(left, real(100));
    case 'degree':
      return multiply(left, real(Math.PI / 180));
    case 'abs':
      return real(Math.hypot(left.re, left.im));
    case 'exp':
      return exp(left);
    case 'ln':
      return ln(left);
    case 'lg':
      return divide(ln(left), real(Math.LN10));
    case 'log':
      return divide(ln(left), right ? ln(right) : real(Math.LN10));
    case 'sin':
      return sin(left);
    case 'cos':
      return cos(left);
    case 'tan':
      return divide(sin(left), cos(left));
    case 'cot':
      return divide(cos(left), sin(left));
    case 'sec':
      return divide(real(1), cos(left));
    case 'csc':
      return divide(real(1), sin(left));
    case 'Re':
      return real(left.re);
    case 'Im':
      return real(left.im);
    case 'max':
    case 'min':
      return values.some((value) => value.im !== 0)
        ? NAN
        : real(Math[name](...values.map((value) => value.re)));
  }
  if (name.startsWith('call ')) {
    if (values.some((value) => Number.isNaN(value.re + value.im))) return NAN;
    const key = values.map((value) => `${rounded(value.re)},${rounded(value.im)}`).join(';');
    return real(sample(`${name} ${key}`, point.index));
  }
  if (left.im !== 0 || (right && right.im !== 0)) return unable(point);
  const result = realFunction(name, left.re, right?.re);
  return Number.isNaN(result) ? unable(point) : real(result);
}

function series(name: string, args: readonly MathNode[], point: Point): Complex {
  const [variable, from, to, body] = args;
  if (variable?.type !== 'symbol' || !from || !to || !body) return NAN;
  const first = evaluateComplex(from, point).re;
  const last = evaluateComplex(to, point).re;
  if (!Number.isInteger(first) || !Number.isInteger(last) || last - first > MOST_TERMS)
    return opaque(name, args, point);
  const before = point.bound.get(variable.name);
  let total = name === 'sum' ? ZERO : real(1);
  for (let index = first; index <= last && point.operations >= 0; index += 1) {
    point.bound.set(variable.name, real(index));
    const term = evaluateComplex(body, point);
    total = name === 'sum' ? add(total, term) : multiply(total, term);
  }
  if (before) point.bound.set(variable.name, before);
  else point.bound.delete(variable.name);
  return point.operations < 0 ? unable(point) : total;
}

/** A sum that cannot be done stands for an unknown that depends on its limits and on its body at one place. */
function opaque(name: string, args: readonly MathNode[], point: Point): Complex {
  point.opaque = true;
  const [variable, from, to, body] = args;
  if (variable?.type !== 'symbol') return NAN;
  const limits = [from, to].map((limit) => evaluateComplex(limit!, point).re);
  const before = point.bound.get(variable.name);
  point.bound.set(variable.name, real(sample('the bound variable', point.index)));
  const value = evaluateComplex(body!, point);
  if (before) point.bound.set(variable.name, before);
  else point.bound.delete(variable.name);
  const key = [...limits, value.re, value.im].map(rounded).join(';');
  return real(sample(`${name} ${key}`, point.index));
}

function rounded(value: number): string {
  return value === 0 ? '0' : value.toPrecision(9);
}
