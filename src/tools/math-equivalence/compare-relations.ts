import { equalRationals, multiplyRationals, type Rational } from '../../text/numbers/rational.ts';
import {
  approximateAt,
  type Comparison,
  compareValues,
  exactAt,
  quantityOf,
  type Value,
} from './compare-values.ts';
import { apply, type MathNode, type RelationNode, renamed } from './node.ts';
import { POINTS } from './sample.ts';

type Compare = (left: MathNode, right: MathNode) => Comparison;

const NAME =
  /^(?:\\?[a-zA-Z]+'*(?:_\{?\\?\w+\}?)?(?:\^\{?-1\}?)?'*(?:\([\w,^|∩∪\\]{1,30}\))?|\|[A-Z]{1,3}\||\\[a-z]+\\?[A-Za-z]+(?:\([\w,]{1,30}\))?)$/;

/** @returns whether an operand as written names something (`x`, `f(x)`, `A_1`, `|AB|`, `A:B`, `(p,q)`) and computes nothing */
function isName(source: string): boolean {
  const inside = /^\\?[([](.*)\\?[)\]]$/.exec(source)?.[1] ?? source;
  const pieces = inside.split(/[,:]/);
  return source.length <= 60 && pieces.every((piece) => NAME.test(piece));
}

/**
 * @param lenient for a response: `120 = 5!` and `9 = 3 + 6` may stand for their right side as well
 * @returns the value that a relation gives to a name: the last operand of `x = … = 5`; the node itself where it is no relation
 */
export function valueSide(node: MathNode, lenient = false): MathNode | null {
  if (node.type !== 'relation') return node;
  const { operators, operands, sources } = node;
  if (operators.length === 1 && operators[0] === '∈') return isName(sources[0]!) ? operands[1]! : null;
  if (operators.length === 1 && operators[0] === '→') return isName(sources[0]!) ? operands[1]! : null;
  if (!operators.every((operator) => operator === '=' || operator === '≈')) return null;
  const last = operands.at(-1)!;
  if (isFalseChain(operands, operators)) return null;
  if (isName(sources[0]!) || isName(sources.at(-2)!)) return last;
  if (isSumOfNames(sources[0]!) && isNumeric(last)) return last;
  const equations = lenient && operators.every((operator) => operator === '=');
  if (equations && isIdentity(operands)) return last;
  return equations && operands.slice(0, -1).every((operand) => isNumeric(operand) || operands.length > 2)
    ? last
    : null;
}

/** `6x²/(3x) = 2x`: holds whatever its letters are, so that it says what the first side comes to. */
function isIdentity(operands: readonly MathNode[]): boolean {
  return operands.every(
    (side, at) => side.type === 'apply' && (at === 0 || compareValues(operands[at - 1]!, side) === 'equal'),
  );
}

/** Whether two members of a chain of equations are numbers and differ: `6π = 9π` gives no value. */
function isFalseChain(operands: readonly MathNode[], operators: readonly string[]): boolean {
  return operators.some((operator, at) => {
    const [left, right] = [operands[at]!, operands[at + 1]!];
    return (
      operator === '=' && isNumeric(left) && isNumeric(right) && compareValues(left, right) === 'different'
    );
  });
}

/** @returns the two last members of `x = 22/7 ≈ 3.14`, where the second rounds the first; null for anything else */
export function approximated(node: MathNode): readonly MathNode[] | null {
  if (node.type !== 'relation' || node.operators.at(-1) !== '≈') return null;
  if (node.operands.length > 2 && !isName(node.sources[0]!)) return null;
  const sides = node.operands.slice(-2);
  if (!sides.every(isNumeric)) return null;
  const last = sides.at(-1)!;
  const rounded = last.type === 'apply' && last.name === 'negate' ? last.args[0]! : last;
  if (rounded.type !== 'number') return null;
  const [first, second] = sides.map((side) => approximateAt(quantityOf(side), 0));
  const gap = Math.hypot(first!.re - second!.re, first!.im - second!.im);
  const close = gap <= 0.5000001 * 10 ** -(rounded.decimals ?? 0);
  return close ? sides : null;
}

function isSumOfNames(source: string): boolean {
  return source.length <= 60 && /[a-zA-Z]/.test(source) && !/[\d=]/.test(source.replace(/_\d+/g, ''));
}

function isNumeric(node: MathNode): boolean {
  return node.type !== 'relation' && node.type !== 'list' && quantityOf(node).symbols.length === 0;
}

/** Compares two relations: the same name with the same value, or the same equation or inequality up to a factor. */
export function compareRelations(left: RelationNode, right: RelationNode, compare: Compare): Comparison {
  const named = assignment(left) && assignment(right);
  if (named) {
    if (head(left.sources[0]!) === head(right.sources[0]!))
      return compare(left.operands.at(-1)!, withArgumentOf(left, right));
  }
  const [first, second] = [oriented(left), oriented(right)];
  if (first.operators.join('') !== second.operators.join('')) return 'different';
  if (first.operands.length === 2) {
    const [a, b] = [difference(first), difference(second)];
    if (a && b) return proportional(a, b, first.operators[0]!);
  }
  if (first.operands.length !== second.operands.length) return 'different';
  let result: Comparison = 'equal';
  for (const [index, operand] of first.operands.entries()) {
    const verdict = compare(operand, second.operands[index]!);
    if (verdict === 'different') return verdict;
    if (verdict === 'unknown') result = verdict;
  }
  return result;
}

function assignment(node: RelationNode): boolean {
  return node.operators.every((operator) => '=≈∈'.includes(operator)) && isName(node.sources[0]!);
}

/** `W(n)` and `W(x)` name the same function. */
function head(source: string): string {
  return source.replace(/(?<=[a-zA-Z])\([^)]*\)$/, '()').replace(/[{}]/g, '');
}

/** @returns the value of `f(t) = 2t`, said of the argument of the other side: `2x` where that is `f(x) = …` */
function withArgumentOf(left: RelationNode, right: RelationNode): MathNode {
  const [wanted, written] = [left, right].map(
    ({ sources }) => /^[a-zA-Z]+\(([a-zA-Z])\)$/.exec(sources[0]!)?.[1],
  );
  const value = right.operands.at(-1)!;
  const isFree = wanted && written && wanted !== written && !quantityOf(value).symbols.includes(wanted);
  return isFree ? renamed(value, written, wanted) : value;
}

/** @returns the chain with every sign pointing to the larger side */
function oriented(node: RelationNode): {
  readonly operators: string[];
  readonly operands: readonly MathNode[];
} {
  const down = node.operators.every((operator) => operator === '>' || operator === '≥');
  if (!down) return { operators: [...node.operators], operands: node.operands };
  return {
    operators: [...node.operators].reverse().map((operator) => (operator === '>' ? '<' : '≤')),
    operands: [...node.operands].reverse(),
  };
}

function difference(node: { readonly operands: readonly MathNode[] }): MathNode | null {
  const [left, right] = node.operands;
  if (!left || !right || [left, right].some((side) => side.type === 'list' || side.type === 'matrix'))
    return null;
  return apply('add', left, apply('negate', right));
}

/** Two equations are one when their differences have a constant ratio; for inequalities it must be positive. */
function proportional(left: MathNode, right: MathNode, operator: string): Comparison {
  const [first, second] = [quantityOf(left), quantityOf(right)];
  const symbols = new Set([...first.symbols, ...second.symbols]);
  if (symbols.size === 0 || first.symbols.length !== second.symbols.length) return 'different';
  const sign = exactRatio(first, second);
  if (sign !== null) return sign === 0 || (sign < 0 && !/[=≈≠]/.test(operator)) ? 'different' : 'equal';
  let ratio: number | null = null;
  let points = 0;
  for (let index = 0; index < POINTS; index += 1) {
    const a = approximateAt(first, index);
    const b = approximateAt(second, index);
    if (a.im !== 0 || b.im !== 0 || !Number.isFinite(a.re) || !Number.isFinite(b.re)) continue;
    if (Math.abs(a.re) < 1e-9 || Math.abs(b.re) < 1e-9) continue;
    const here = a.re / b.re;
    if (ratio !== null && Math.abs(here - ratio) > 1e-12 * Math.abs(ratio)) return 'different';
    ratio = here;
    points += 1;
  }
  if (ratio === null || points < 3) return 'unknown';
  return operator === '=' || operator === '≈' || operator === '≠' || ratio > 0 ? 'equal' : 'different';
}

/** @returns the sign of the constant ratio of two rational functions, 0 where it is not constant, null where they are none */
function exactRatio(first: Value, second: Value): number | null {
  let known: readonly [Rational, Rational] | null = null;
  let points = 0;
  for (let index = 0; index < 4; index += 1) {
    const a = exactAt(first, index);
    const b = a && exactAt(second, index);
    if (!a || !b) continue;
    if ((a.numerator === 0n) !== (b.numerator === 0n)) return 0;
    if (a.numerator === 0n) continue;
    if (known) {
      const left = multiplyRationals(a, known[1]);
      const right = multiplyRationals(b, known[0]);
      if (!left || !right) return null;
      if (!equalRationals(left, right)) return 0;
    }
    known ??= [a, b];
    points += 1;
  }
  if (!known || points < 3) return null;
  return known[0].numerator > 0n === known[1].numerator > 0n ? 1 : -1;
}
