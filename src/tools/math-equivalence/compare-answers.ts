import { equalRationals } from '../../text/numbers/rational.ts';
import { compareLeaves } from './compare-leaves.ts';
import { compareMatrices, matrixOf, withoutDeterminants } from './compare-matrices.ts';
import { approximated, compareRelations, valueSide } from './compare-relations.ts';
import { type Comparison, quantityOf } from './compare-values.ts';
import { expandSigns } from './expand-signs.ts';
import { BOUND, type ListNode, type MathNode, type RelationNode, renamed } from './node.ts';
import { regionOf, sameRegion } from './regions.ts';

/** The settings of a comparison, and how many more leaves may be compared. */
interface CompareScope {
  /** Decimals to which two values need to agree; null for exact agreement. */
  readonly decimals: number | null;
  remaining: number;
}

/**
 * Compares two answers by their structure and their leaves by value. Bare lists and sets match in any order, tuples and
 * matrices place by place, equations up to a constant factor, intervals and inequalities as sets of reals.
 */
export function compareAnswers(reference: MathNode, response: MathNode, scope: CompareScope): Comparison {
  scope.remaining -= 1;
  if (scope.remaining < 0) return 'unknown';
  if (reference.type === 'number' && response.type === 'number' && !reference.base && !response.base)
    if (equalRationals(reference.value, response.value)) return 'equal';
  const sides = approximated(reference);
  if (sides) return anyEqual(sides.map((side) => compareAnswers(side, response, scope)));
  const given = approximated(response);
  if (given) return anyEqual(given.map((side) => compareAnswers(reference, side, scope)));
  const left = withoutDeterminants(expandSigns(reference));
  const right = withoutDeterminants(expandSigns(response));
  if (left.type === 'relation' && right.type === 'relation') return relations(left, right, scope);
  if (left.type === 'relation' || right.type === 'relation') {
    const [first, second] = [valueSide(left), valueSide(right, true)];
    if (first && second) return compareAnswers(first, second, scope);
    return regions(left, right) ?? 'different';
  }
  if (left.type === 'list' || right.type === 'list') return lists(left, right, scope);
  if (isSetOperation(left) || isSetOperation(right))
    return regions(left, right) ?? structure(left, right, scope);
  const matrices = [matrixOf(left), matrixOf(right)] as const;
  if (matrices[0] || matrices[1]) {
    if (!matrices[0] || !matrices[1]) return 'different';
    return compareMatrices(matrices[0], matrices[1], (a, b) => compareAnswers(a, b, scope));
  }
  return compareLeaves(left, right, scope.decimals);
}

function anyEqual(verdicts: readonly Comparison[]): Comparison {
  if (verdicts.includes('equal')) return 'equal';
  return verdicts.includes('unknown') ? 'unknown' : 'different';
}

function relations(given: RelationNode, other: RelationNode, scope: CompareScope): Comparison {
  const [left, right] = sameBound(given, other);
  if (sameUnknowns(left, right) && regions(left, right) === 'equal') return 'equal';
  return compareRelations(left, right, (a, b) => compareAnswers(a, b, scope));
}

/** `{t | t > 2}` beside `x > 2`: the variable of the set takes the name of the only unknown of the other side. */
function sameBound(left: RelationNode, right: RelationNode): readonly [RelationNode, RelationNode] {
  const [first, second] = [quantityOf(left).symbols, quantityOf(right).symbols];
  if (first.join() === BOUND && second.length === 1) return [named(left, second[0]!), right];
  if (second.join() === BOUND && first.length === 1) return [left, named(right, first[0]!)];
  return [left, right];
}

function named(node: RelationNode, name: string): RelationNode {
  const result = renamed(node, BOUND, name);
  return result.type === 'relation' ? result : node;
}

function sameUnknowns(left: MathNode, right: MathNode): boolean {
  const names = [left, right].map((node) => quantityOf(node).symbols.join());
  return names[0] === names[1];
}

function regions(left: MathNode, right: MathNode): Comparison | null {
  const first = regionOf(left);
  const second = first && regionOf(right);
  return first && second ? (sameRegion(first, second) ? 'equal' : 'different') : null;
}

function isSetOperation(node: MathNode): boolean {
  if (node.type === 'symbol') return node.name === 'ℝ';
  return node.type === 'apply' && /^(?:union|intersection|difference)$/.test(node.name);
}

/** Unions and the like whose ends are symbols: the same operation on the same parts. */
function structure(left: MathNode, right: MathNode, scope: CompareScope): Comparison {
  if (left.type !== 'apply' || right.type !== 'apply' || left.name !== right.name) return 'different';
  return inOrder(left.args, right.args, scope);
}

function lists(left: MathNode, right: MathNode, scope: CompareScope): Comparison {
  if (left.type !== 'list' || right.type !== 'list') {
    const list = left.type === 'list' ? left : right;
    const other = left.type === 'list' ? right : left;
    if (list.type === 'list' && list.items.length === 1 && list.open === '{')
      return left === list
        ? compareAnswers(list.items[0]!, other, scope)
        : compareAnswers(other, list.items[0]!, scope);
    const rows = list.type === 'list' ? rowsOf(list) : null;
    const matrix = rows && matrixOf(other);
    if (rows && matrix)
      return left === list
        ? compareMatrices(rows, matrix, (a, b) => compareAnswers(a, b, scope))
        : compareMatrices(matrix, rows, (a, b) => compareAnswers(a, b, scope));
    const vector = list.type === 'list' && /^[([<]$/.test(list.open) ? matrixOf(other) : null;
    if (vector && (vector.length === 1 || vector.every((row) => row.length === 1)) && list.type === 'list')
      return left === list
        ? inOrder(list.items, vector.flat(), scope)
        : inOrder(vector.flat(), list.items, scope);
    // "3/4 or 0.75": alternatives that are all the same value.
    if (left.type === 'list' && left.open === '' && left.items.length <= 4)
      if (left.items.every((item) => compareAnswers(item, right, scope) === 'equal')) return 'equal';
    return regions(left, right) ?? 'different';
  }
  if (isPlain(left) && isPlain(right)) return anyOrder(left.items, right.items, scope);
  if (isPlain(left) !== isPlain(right)) {
    const plain = isPlain(left) ? left : right;
    if (plain.open === '{') return 'different';
    return regions(left, right) === 'equal' ? 'equal' : inOrder(left.items, right.items, scope);
  }
  if (left.open !== right.open || left.close !== right.close) return 'different';
  return inOrder(left.items, right.items, scope);
}

/** @returns the rows of `[[1, 2], [3, 4]]`, as programs write a matrix; null for any other list */
function rowsOf(list: ListNode): readonly (readonly MathNode[])[] | null {
  const isOrdered = (open: string) => open === '[' || open === '(';
  const rows = list.items.map((item) => (item.type === 'list' && isOrdered(item.open) ? item.items : null));
  const width = rows[0]?.length ?? 0;
  return isOrdered(list.open) && width > 0 && rows.every((row) => row?.length === width)
    ? rows.map((row) => row!)
    : null;
}

/** Whether the order of the items says nothing: a bare list or a set. */
function isPlain(list: ListNode): boolean {
  return list.open === '' || list.open === ';' || list.open === '{';
}

function inOrder(left: readonly MathNode[], right: readonly MathNode[], scope: CompareScope): Comparison {
  if (left.length !== right.length) return 'different';
  let result: Comparison = 'equal';
  for (const [index, item] of left.entries()) {
    const verdict = compareAnswers(item, right[index]!, scope);
    if (verdict === 'different') return 'different';
    if (verdict === 'unknown') result = 'unknown';
  }
  return result;
}

function anyOrder(left: readonly MathNode[], right: readonly MathNode[], scope: CompareScope): Comparison {
  if (left.length !== right.length) return 'different';
  const rest = [...right];
  let unknown = false;
  for (const item of left) {
    const at = rest.findIndex((other) => {
      const verdict = compareAnswers(item, other, scope);
      if (verdict === 'unknown') unknown = true;
      return verdict === 'equal';
    });
    if (at < 0) return unknown ? 'unknown' : 'different';
    rest.splice(at, 1);
  }
  return 'equal';
}
