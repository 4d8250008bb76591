import { toNumber } from '../../text/numbers/rational.ts';
import { approximateAt, exactAt, quantityOf } from './compare-values.ts';
import { type MathNode, type NumberNode, someNode } from './node.ts';

/** @returns the decimal literal that the node is, with its sign, or null */
function decimalLiteral(node: MathNode): { readonly number: NumberNode; readonly sign: number } | null {
  if (node.type === 'number') return node.decimals === null ? null : { number: node, sign: 1 };
  if (node.type !== 'apply' || node.name !== 'negate') return null;
  const inner = decimalLiteral(node.args[0]!);
  return inner && { number: inner.number, sign: -inner.sign };
}

/**
 * Whether one side is a decimal that rounds or cuts off the other, which has no finite decimal form of its own: a
 * fraction to four decimals and five significant digits or more (2.6667 for 8/3), an irrational value to six decimals.
 */
export function isApproximation(left: MathNode, right: MathNode): boolean {
  const [first, second] = [decimalLiteral(left), decimalLiteral(right)];
  if (Boolean(first) === Boolean(second)) return false;
  const literal = (first ?? second)!;
  const decimals = literal.number.decimals!;
  const other = quantityOf(first ? right : left);
  if (decimals < 4 || String(literal.number.value.numerator).length < 5) return false;
  if (
    other.symbols.length > 0 ||
    someNode(other.node, (node) => node.type === 'number' && node.decimals !== null)
  )
    return false;
  const exact = exactAt(other, 0);
  if (!exact && decimals < 6) return false;
  if (exact && 10n ** 30n % exact.denominator === 0n) return false;
  const target = approximateAt(other, 0);
  const value = literal.sign * toNumber(literal.number.value);
  if (target.im !== 0 || Math.sign(value) !== Math.sign(target.re)) return false;
  const unit = 10 ** -decimals;
  const gap = Math.abs(value - target.re);
  return (
    gap <= unit * 0.5000001 + Math.abs(value) * 1e-14 || (gap < unit && Math.abs(value) < Math.abs(target.re))
  );
}
