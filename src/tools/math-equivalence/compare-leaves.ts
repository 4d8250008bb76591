import { isApproximation } from './approximation.ts';
import { approximateAt, type Comparison, compareValues, quantityOf } from './compare-values.ts';
import { type MathNode, someNode } from './node.ts';

/**
 * Compares two values, with what people leave open: degrees and percent signs, a unit behind a number, rounding.
 * @param decimals to how many decimals they need to agree; null for exact agreement
 */
export function compareLeaves(left: MathNode, right: MathNode, decimals: number | null): Comparison {
  if (hasStructure(left) !== hasStructure(right)) return 'different';
  const [first, second] = [withoutDegrees(left), withoutDegrees(right)];
  if (
    first.type === 'number' &&
    second.type === 'number' &&
    second.base &&
    second.base !== (first.base ?? '10')
  )
    return 'different';
  const verdict = compareValues(first, second);
  if (verdict !== 'different') return verdict;
  const measured = withoutUnitLetter(second);
  if (measured && quantityOf(first).symbols.length === 0) return compareValues(first, measured);
  if (isApproximation(first, second)) return 'equal';
  if (decimals !== null) {
    const unit: MathNode = {
      type: 'number',
      value: { numerator: 1n, denominator: 2n * 10n ** BigInt(decimals) },
      decimals: 0,
    };
    const gap: MathNode = {
      type: 'apply',
      name: 'abs',
      args: [
        { type: 'apply', name: 'add', args: [first, { type: 'apply', name: 'negate', args: [second] }] },
      ],
    };
    const over: MathNode = { type: 'apply', name: 'max', args: [gap, unit] };
    if (compareValues(over, unit) === 'equal') return 'equal';
  }
  const [a, b] = [percentOf(first), percentOf(second)];
  if (Boolean(a) !== Boolean(b)) {
    // A share is not read twice: 0.25 is 25 %, and never 0.25 %.
    if (!a && isShare(first)) return 'different';
    return compareValues(a ?? first, b ?? second);
  }
  if (left.type === 'apply' && left.name === 'degree' && second === right) return compareValues(left, right);
  if (right.type === 'apply' && right.name === 'degree' && first === left) return compareValues(left, right);
  return 'different';
}

/** Whether a reference is a share of one, which per cent express a hundredfold. */
function isShare(node: MathNode): boolean {
  if (quantityOf(node).symbols.length > 0) return false;
  const { re, im } = approximateAt(quantityOf(node), 0);
  return im === 0 && re > 0 && re < 1;
}

function hasStructure(node: MathNode): boolean {
  return someNode(
    node,
    (inner) => inner.type === 'list' || inner.type === 'matrix' || inner.type === 'relation',
  );
}

/** @returns the number in `25 m`, where a letter that is a unit stands behind a number in a response; else null */
function withoutUnitLetter(node: MathNode): MathNode | null {
  if (node.type !== 'apply' || node.name !== 'multiply') return null;
  const [number, letter] = node.args;
  if (letter?.type !== 'symbol' || !/^[mgshLN]$/.test(letter.name)) return null;
  return number?.type === 'number' ? number : null;
}

function withoutDegrees(node: MathNode): MathNode {
  return node.type === 'apply' && node.name === 'degree' ? node.args[0]! : node;
}

/** @returns what stands before the percent sign: 28 % may be meant as 28 where the question asks for per cent */
function percentOf(node: MathNode): MathNode | null {
  if (node.type === 'apply' && node.name === 'negate') {
    const inner = percentOf(node.args[0]!);
    return inner && { ...node, args: [inner] };
  }
  return node.type === 'apply' && node.name === 'percent' ? node.args[0]! : null;
}
