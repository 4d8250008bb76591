import { withoutThinking } from '../../answers/thinking.ts';
import type { JsonValue } from '../../spec/json.ts';
import { scored, unscored, type Verdict } from '../../spec/verdict.ts';
import { findJson } from '../../text/find-json.ts';
import { lastTable } from '../../text/last-table.ts';
import { parseStrictJson } from '../../text/strict-json.ts';
import type { Puzzle } from './puzzle.ts';

type Grid = Extract<Puzzle, { puzzle: 'grid' }>;
type Houses = Grid['houses'];
type Cells = ReadonlyMap<string, ReadonlyMap<string, string>>;

/**
 * Right where the response has the right value in every cell: as JSON, `{solution: {"House 1": {Name: …}}}` or the inner object, as
 * a table with a row for each house, or as a line for each house.
 */
export function judgeGrid({ houses }: Grid, response: string): Verdict {
  return (
    judgeCells(houses, response) ??
    unscored('The response holds no JSON object, table or lines with the houses.', undefined, 'output')
  );
}

/** @returns the verdict on the cells that a response fills, or null where it gives none that can be read */
export function judgeCells(houses: Houses, response: string): Verdict | null {
  const said = withoutThinking(response);
  const given = cellsOfJson(said) ?? cellsOfTable(said) ?? cellsOfLines(said, houses);
  if (!given) return null;
  let cells = 0;
  let right = 0;
  for (const [house, attributes] of Object.entries(houses)) {
    const row = given.cells.get(plain(house)) ?? given.cells.get(plain(house.replace(/^\D+/, '')));
    for (const [attribute, value] of Object.entries(attributes)) {
      cells += 1;
      if (row?.get(keyOf(attribute)) === plain(value)) right += 1;
    }
  }
  return scored(cells > 0 && right === cells ? 1 : 0, { cells, right, where: given.where });
}

/** @returns the one reference read as rows with named cells, all of them texts or numbers; null where it is something else */
export function housesOf(references: readonly string[]): Houses | null {
  const [reference, ...others] = references;
  if (reference === undefined || others.length > 0 || !reference.trim().startsWith('{')) return null;
  const read = parseStrictJson(reference);
  const rows = 'value' in read ? Object.entries(objectOf(read.value) ?? {}) : [];
  const cells = rows.map(([name, row]) => [name, objectOf(row)] as const);
  const isRow = (row: (typeof cells)[number][1]) =>
    row !== null && Object.values(row).every((cell) => typeof cell === 'string' || typeof cell === 'number');
  if (cells.length < 2 || !cells.every(([, row]) => isRow(row))) return null;
  return Object.fromEntries(
    cells.map(([name, row]) => [
      name,
      Object.fromEntries(Object.entries(row!).map(([key, cell]) => [key, String(cell)])),
    ]),
  );
}

function cellsOfJson(said: string): { cells: Cells; where: string } | null {
  const found = findJson(said);
  const whole = found && objectOf(found.value);
  if (!whole) return null;
  const rows = Object.entries(objectOf(whole.solution ?? null) ?? whole);
  const cells = new Map(
    rows.map(([name, row]) => [
      plain(name),
      new Map(
        Object.entries(objectOf(row) ?? {}).flatMap(([key, cell]) =>
          typeof cell === 'string' || typeof cell === 'number'
            ? [[keyOf(key), plain(String(cell))] as const]
            : [],
        ),
      ),
    ]),
  );
  return { cells, where: found.where };
}

/** A row for each house, its name or number in the first column; the header names the attributes. */
function cellsOfTable(said: string): { cells: Cells; where: string } | null {
  const [header, ...rows] = lastTable(said) ?? [];
  if (!header || rows.length === 0) return null;
  const cells = new Map<string, Map<string, string>>();
  for (const row of rows) {
    const name = plain(row[0] ?? '');
    if (cells.has(name)) return null;
    cells.set(name, new Map(header.slice(1).map((key, index) => [keyOf(key), plain(row[index + 1] ?? '')])));
  }
  return { cells, where: 'table' };
}

/** "House 1: Alice, with the iPhone 13": a line for each house, which names one value of every attribute. */
function cellsOfLines(said: string, houses: Houses): { cells: Cells; where: string } | null {
  const lines = said.split('\n').map(
    (line) =>
      ` ${plain(line)
        .replace(/[^\p{L}\p{N}]+/gu, ' ')
        .trim()} `,
  );
  const cells = new Map<string, Map<string, string>>();
  for (const house of Object.keys(houses)) {
    const own = lines.filter((line) => line.startsWith(` ${plain(house)} `));
    if (own.length !== 1) return null;
    const row = new Map<string, string>();
    for (const attribute of Object.keys(houses[house]!)) {
      const values = new Set(Object.values(houses).flatMap((other) => other[attribute] ?? []));
      const named = [...values].filter((value) =>
        own[0]!.includes(` ${plain(value).replace(/[^\p{L}\p{N}]+/gu, ' ')} `),
      );
      if (named.length === 0) return null;
      row.set(keyOf(attribute), named.length === 1 ? plain(named[0]!) : '');
    }
    cells.set(plain(house), row);
  }
  return { cells, where: 'lines' };
}

/** `PhoneModel` and "Phone Model" are one attribute. */
function keyOf(attribute: string): string {
  return plain(attribute).replaceAll(' ', '');
}

function objectOf(value: JsonValue): Readonly<Record<string, JsonValue>> | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : null;
}

function plain(text: string): string {
  return text
    .toLowerCase()
    .replace(/[*`]/g, '')
    .replace(/[\s_]+/g, ' ')
    .trim();
}
