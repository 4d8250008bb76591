/** Figures by run, step, kind, tool or snapshot, added up from the counts alone. */
import type { DatabaseSync } from 'node:sqlite';
import { z } from 'zod';
import type { FactCondition } from './fact-conditions.ts';
import { CELL_SUMS, FigureSum } from './figure-sum.ts';
import type { LedgerReader } from './reader.ts';
import type { Part, PartFigures } from './views.ts';

export const COLUMNS: Readonly<Record<Part, string>> = {
  run: 'run',
  step: 'step',
  kind: 'kind',
  tool: 'tools',
  snapshot: 'snapshot',
};

const groupCount = z.object({ part: z.number(), groups: z.number(), same: z.number() });
const names = z.array(z.string());

interface Asked {
  readonly part: Part;
  readonly condition: FactCondition;
  /** The condition on groups; undefined where groups are not counted. */
  readonly groups: FactCondition | undefined;
}

export function factFigures(
  database: DatabaseSync,
  reader: LedgerReader,
  { part, condition, groups }: Asked,
): PartFigures[] {
  if (condition === null) return [];
  const column = COLUMNS[part];
  const partsOf = partNames(database, reader, part);
  const sums = new Map<string | number | null, FigureSum>();
  // Whole runs are counted already; only a question about steps adds up the cells.
  const table = part === 'step' || /\bstep\b/.test(condition) ? 'fact_cells' : 'fact_runs';
  const cells = database.prepare(
    `SELECT ${column} AS part, ${CELL_SUMS} FROM ${table} WHERE ${condition} GROUP BY ${column}, status, cause, flags`,
  );
  for (const row of cells.all()) {
    for (const name of partsOf(Number(row.part))) {
      const sum = sums.get(name) ?? new FigureSum();
      sums.set(name, sum);
      sum.add(row, (number) => reader.word(number));
    }
  }
  const hasGroups = groups !== undefined && part !== 'snapshot';
  if (hasGroups && groups !== null) {
    const counts = database.prepare(`
      SELECT ${column} AS part, sum(groups) AS groups, sum(same) AS same
      FROM fact_signals WHERE ${groups} GROUP BY ${column}`);
    for (const row of counts.all()) {
      const read = groupCount.parse(row);
      for (const name of partsOf(read.part)) sums.get(name)?.addGroups(read.groups, read.same);
    }
  }
  const figures = [...sums].map(([name, sum]) => sum.figures(name, hasGroups));
  return figures.sort(ORDERS[part]);
}

type Comparison = (one: PartFigures, other: PartFigures) => number;
const newest: Comparison = (one, other) => other.latest - one.latest;
const most: Comparison = (one, other) => other.rewards - one.rewards;
const ORDERS: Readonly<Record<Part, Comparison>> = {
  run: newest,
  snapshot: newest,
  kind: most,
  tool: most,
  step: (one, other) => Number(one.part ?? -1) - Number(other.part ?? -1),
};

/** @returns the names of a stored part: several tools may stand under one number */
export function partNames(
  database: DatabaseSync,
  reader: LedgerReader,
  part: Part,
): (number: number) => (string | number | null)[] {
  const name = database.prepare('SELECT name FROM fact_names WHERE number = ?');
  const stored = (number: number): string => String(name.get(number)?.name);
  switch (part) {
    case 'run':
      return (number) => [reader.run(number)];
    case 'step':
      return (number) => [number < 0 ? null : number];
    case 'kind':
      return (number) => [number === 0 ? null : reader.word(number)];
    case 'snapshot':
      return (number) => [stored(number)];
    case 'tool':
      return (number) => {
        const tools = names.parse(JSON.parse(stored(number)));
        return tools.length > 0 ? tools : [null];
      };
  }
}
