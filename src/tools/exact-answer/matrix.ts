import { lastTable } from '../../text/last-table.ts';
import { parseStrictJson } from '../../text/strict-json.ts';

/** Rows of equal length of single signs or short words: a filled-in grid. */
export type Matrix = readonly (readonly string[])[];

const CELL = /^[\p{L}\p{N}._?#*+-]{1,12}$/u;
const OPEN_CELL = /^(?:0|\.|_|\?|-)$/;
/** `[[1, 2], [3, 4]]`. */
const LIST_OF_ROWS = /\[\s*\[[^[\]{}]*(?:\]\s*,\s*\[[^[\]{}]*)*\]\s*\]/g;
const LONGEST = 20_000;

/** @returns a reference as a matrix of two rows or more, or null where it is none */
export function matrixOf(reference: string): Matrix | null {
  const text = reference.trim();
  if (text.length > 4_000) return null;
  const listed = text.startsWith('[') ? fromJson(text) : null;
  if (listed) return listed;
  const rows = text.split('\n').map(rowOf);
  return rows.every((row) => row !== null) ? regular(rows) : null;
}

/**
 * Finds the matrices that a response gives: lines one below the other, a table, or a list of lists in JSON. One that
 * still has open cells, where the wanted one has none, is the task and no answer.
 * @returns each different one once, in order
 */
export function matricesIn(said: string, wanted: Matrix): Matrix[] {
  const text = said.slice(-LONGEST);
  const found: Matrix[] = [];
  const height = wanted.length;
  const keep = (matrix: Matrix | null): void => {
    if (matrix?.length !== height || matrix[0]!.length !== wanted[0]!.length) return;
    if (!isOpen(wanted) && isOpen(matrix)) return;
    if (!found.some((other) => isSameMatrix(other, matrix))) found.push(matrix);
  };
  for (const [list] of text.matchAll(LIST_OF_ROWS)) keep(fromJson(list));
  const table = lastTable(text);
  if (table) keep(regular(table));
  let run: string[][] = [];
  const end = (): void => {
    if (run.length === height) keep(run);
    run = [];
  };
  for (const line of text.split('\n')) {
    if (/^[\s|+:=-]*$/.test(line) && /[-=]/.test(line)) continue;
    const row = rowOf(line);
    if (row?.length === wanted[0]!.length) run.push(row);
    else end();
  }
  end();
  return found;
}

export function isSameMatrix(left: Matrix, right: Matrix): boolean {
  return (
    left.length === right.length &&
    left.every(
      (row, index) =>
        row.length === right[index]!.length &&
        row.every((cell, at) => cell.toLowerCase() === right[index]![at]!.toLowerCase()),
    )
  );
}

function isOpen(matrix: Matrix): boolean {
  return matrix.some((row) => row.some((cell) => OPEN_CELL.test(cell)));
}

/** A row in spaces, commas, bars or brackets, or signs run together. */
function rowOf(line: string): string[] | null {
  const text = line.replace(/[|,;[\]]+/g, ' ').trim();
  if (text === '' || text.length > 400) return null;
  const cells = text.split(/\s+/);
  if (cells.length === 1 && /^[\p{N}._]{2,30}$|^[#.XO]{2,30}$/u.test(text)) return [...text];
  return cells.length > 1 && cells.every((cell) => CELL.test(cell)) ? cells : null;
}

function regular(rows: readonly (string[] | null)[]): Matrix | null {
  const width = rows[0]?.length ?? 0;
  return rows.length >= 2 && width >= 2 && rows.every((row) => row?.length === width)
    ? (rows as Matrix)
    : null;
}

function fromJson(text: string): Matrix | null {
  const read = parseStrictJson(text);
  if (!('value' in read) || !Array.isArray(read.value)) return null;
  return regular(
    read.value.map((row) =>
      Array.isArray(row) && row.every((cell) => typeof cell === 'string' || typeof cell === 'number')
        ? row.map(String)
        : null,
    ),
  );
}
