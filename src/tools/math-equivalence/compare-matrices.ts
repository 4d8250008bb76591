import type { Comparison } from './compare-values.ts';
import { apply, type MathNode } from './node.ts';

type Rows = readonly (readonly MathNode[])[];

/** @returns the rows of a matrix, of a sum, product or multiple of matrices worked out; null where there is none */
export function matrixOf(node: MathNode): Rows | null {
  if (node.type === 'matrix') return node.rows;
  if (node.type !== 'apply') return null;
  const [left, right] = node.args;
  if (node.name === 'negate') return scaled(matrixOf(left!), (cell) => apply('negate', cell));
  if (!left || !right) return null;
  if (node.name === 'power' && right.type === 'symbol' && /^(?:T|top|intercal)$/.test(right.name))
    return transposed(matrixOf(left) ?? rowOf(left));
  const first = matrixOf(left);
  const second = matrixOf(right);
  if (node.name === 'divide' && !second) return scaled(first, (cell) => apply('divide', cell, right));
  if (node.name === 'add') return first && second ? sum(first, second) : null;
  if (node.name !== 'multiply') return null;
  if (first && second) return product(first, second);
  return first
    ? scaled(first, (cell) => apply('multiply', cell, right))
    : scaled(second, (cell) => apply('multiply', left, cell));
}

/** `[3, 7]^T`: a row in brackets that is turned into a column. */
function rowOf(node: MathNode): Rows | null {
  return node.type === 'list' && /^[([]$/.test(node.open) ? [node.items] : null;
}

export function compareMatrices(
  left: Rows,
  right: Rows,
  compare: (left: MathNode, right: MathNode) => Comparison,
): Comparison {
  if (left.length !== right.length) return 'different';
  let result: Comparison = 'equal';
  for (const [at, row] of left.entries()) {
    const other = right[at]!;
    if (row.length !== other.length) return 'different';
    for (const [column, cell] of row.entries()) {
      const verdict = compare(cell, other[column]!);
      if (verdict === 'different') return verdict;
      if (verdict === 'unknown') result = verdict;
    }
  }
  return result;
}

function scaled(rows: Rows | null, change: (cell: MathNode) => MathNode): Rows | null {
  return rows?.map((row) => row.map(change)) ?? null;
}

function transposed(rows: Rows | null): Rows | null {
  const width = rows?.[0]?.length ?? 0;
  if (!rows || rows.some((row) => row.length !== width)) return null;
  return Array.from({ length: width }, (_, column) => rows.map((row) => row[column]!));
}

const LARGEST_DETERMINANT = 4;

/** @returns the node with every determinant of up to four rows written out; one that cannot be is left as it is */
export function withoutDeterminants(node: MathNode): MathNode {
  if (node.type !== 'apply') return node;
  const rows = node.name === 'det' ? matrixOf(node.args[0]!) : null;
  if (rows && rows.length <= LARGEST_DETERMINANT && rows.every((row) => row.length === rows.length))
    return determinant(rows);
  const args = node.args.map(withoutDeterminants);
  return args.every((argument, at) => argument === node.args[at]) ? node : { ...node, args };
}

function determinant(rows: Rows): MathNode {
  const [first, ...rest] = rows;
  if (rest.length === 0) return first![0]!;
  return first!
    .map((cell, column) => {
      const minor = determinant(rest.map((row) => row.filter((_, at) => at !== column)));
      const term = apply('multiply', cell, minor);
      return column % 2 === 0 ? term : apply('negate', term);
    })
    .reduce((total, term) => apply('add', total, term));
}

function sum(left: Rows, right: Rows): Rows | null {
  if (left.length !== right.length || left.some((row, at) => row.length !== right[at]!.length)) return null;
  return left.map((row, at) => row.map((cell, column) => apply('add', cell, right[at]![column]!)));
}

function product(left: Rows, right: Rows): Rows | null {
  const width = right[0]?.length ?? 0;
  if (left.length * width * right.length > 1_000) return null;
  if (left.some((row) => row.length !== right.length) || right.some((row) => row.length !== width))
    return null;
  return left.map((row) =>
    Array.from({ length: width }, (_, column) =>
      row
        .map((cell, at) => apply('multiply', cell, right[at]![column]!))
        .reduce((total, term) => apply('add', total, term)),
    ),
  );
}
