import { approximateAt, compareValues, isInfinite, quantityOf } from './compare-values.ts';
import type { MathNode, RelationNode } from './node.ts';
import { complement, INFINITY, intersect, isProper, joined, type Piece, REALS } from './pieces.ts';

const MOST_PIECES = 64;

/**
 * Reads a set of reals: intervals, unions, `ℝ`, finite sets, inequalities in one unknown, `x ≠ a`, differences.
 * @returns its pieces from left to right, joined where they touch; null for anything else
 */
export function regionOf(node: MathNode): readonly Piece[] | null {
  const pieces = read(node);
  return pieces && pieces.length <= MOST_PIECES ? joined(pieces) : null;
}

export function sameRegion(left: readonly Piece[], right: readonly Piece[]): boolean {
  return (
    left.length === right.length &&
    left.every((piece, index) => {
      const other = right[index]!;
      return (
        piece.closedLow === other.closedLow &&
        piece.closedHigh === other.closedHigh &&
        sameEnd(piece.low, other.low) &&
        sameEnd(piece.high, other.high)
      );
    })
  );
}

function sameEnd(left: MathNode, right: MathNode): boolean {
  return compareValues(left, right) === 'equal';
}

function read(node: MathNode): Piece[] | null {
  if (node.type === 'symbol') return node.name === 'ℝ' ? [REALS] : null;
  if (node.type === 'relation') return fromRelation(node);
  if (node.type === 'list') {
    if (node.open === '{') return all(node.items.map((item) => between(item, item, true, true)));
    if ((node.open === '' || node.open === ';') && node.items.every(isInterval))
      return all(node.items.flatMap((item) => read(item) ?? [null]));
    if (node.open === '' || node.open === ';') return fromAlternatives(node.items);
    if (node.items.length !== 2 || !isOrdered(node.items)) return null;
    return all([between(node.items[0]!, node.items[1]!, node.open === '[', node.close === ']')]);
  }
  if (node.type !== 'apply' || node.args.length !== 2) return null;
  const left = read(node.args[0]!);
  const right = left && read(node.args[1]!);
  if (!left || !right || left.length * right.length > 400) return null;
  if (node.name === 'union') return [...left, ...right];
  if (node.name === 'intersection') return intersect(left, right);
  return node.name === 'difference' ? intersect(left, complement(joined(right))) : null;
}

/** `(2, 1)` is a pair and no interval. */
function isOrdered(ends: readonly MathNode[]): boolean {
  const [from, to] = ends.map(place);
  return typeof from === 'number' && typeof to === 'number' && from <= to;
}

/** `(1,2], [3,4)`: intervals side by side are their union. */
function isInterval(node: MathNode): boolean {
  return node.type === 'list' && /^[([]$/.test(node.open) && node.items.length === 2;
}

/** `x < 1 or x > 3` is a union; two rays that face each other are meant as "and". */
function fromAlternatives(items: readonly MathNode[]): Piece[] | null {
  if (!items.every((item) => item.type === 'relation')) return null;
  const parts = items.map((item) => read(item));
  if (parts.some((part) => !part)) return null;
  const flat = parts.flatMap((part) => part!);
  const [first, second] = flat;
  const facing =
    flat.length === 2 &&
    first &&
    second &&
    Math.min(first.to, second.to) > Math.max(first.from, second.from) &&
    ((first.from === -Infinity && second.to === Infinity) ||
      (second.from === -Infinity && first.to === Infinity));
  if (facing || parts.every((part) => part!.length === 2))
    return parts.reduce((left, right) => intersect(left!, right!)) ?? null;
  return flat;
}

function fromRelation(node: RelationNode): Piece[] | null {
  const { operands, operators } = node;
  if (operands.length === 2 && operators[0] === '∈') return read(operands[1]!);
  const unknown = operands.findIndex((operand) => !isConstant(operand));
  if (
    unknown < 0 ||
    !isUnknown(operands[unknown]!) ||
    operands.some((operand, at) => at !== unknown && !isConstant(operand))
  )
    return null;
  if (operands.length > 3 || (operands.length === 3 && unknown !== 1)) return null;
  let pieces: Piece[] = [REALS];
  operators.forEach((operator, at) => {
    const end = operands[at < unknown ? at : at + 1]!;
    const part = half(at < unknown ? mirror(operator) : operator, end);
    pieces = part ? intersect(pieces, part) : [];
  });
  return operators.every((operator) => '<>≤≥≠'.includes(operator)) ? pieces : null;
}

function half(operator: string, end: MathNode): Piece[] | null {
  const closed = operator === '≤' || operator === '≥';
  if (operator === '<' || operator === '≤') return all([between(REALS.low, end, false, closed)]);
  if (operator === '>' || operator === '≥') return all([between(end, INFINITY, closed, false)]);
  return operator === '≠'
    ? all([between(REALS.low, end, false, false), between(end, INFINITY, false, false)])
    : null;
}

function mirror(operator: string): string {
  return { '<': '>', '>': '<', '≤': '≥', '≥': '≤' }[operator] ?? operator;
}

function isUnknown(node: MathNode): boolean {
  return node.type === 'symbol' || (node.type === 'apply' && node.name.startsWith('call '));
}

function isConstant(node: MathNode): boolean {
  if (node.type !== 'number' && node.type !== 'symbol' && node.type !== 'apply') return false;
  return quantityOf(node).symbols.length === 0;
}

function between(low: MathNode, high: MathNode, closedLow: boolean, closedHigh: boolean): Piece | null {
  const from = place(low);
  const to = place(high);
  if (from === null || to === null) return null;
  return {
    low,
    high,
    from,
    to,
    closedLow: closedLow && Number.isFinite(from),
    closedHigh: closedHigh && Number.isFinite(to),
  };
}

function place(node: MathNode): number | null {
  const infinite = isInfinite(node);
  if (infinite !== 0) return infinite * Infinity;
  if (!isConstant(node)) return null;
  const { re, im } = approximateAt(quantityOf(node), 0);
  return Number.isFinite(re) && Math.abs(im) < 1e-12 ? re : null;
}

function all(pieces: readonly (Piece | null)[]): Piece[] | null {
  return pieces.every((piece) => piece !== null) ? (pieces as Piece[]).filter(isProper) : null;
}
