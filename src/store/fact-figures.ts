/** Figures by run, step, kind, tool or snapshot, added up from the counts alone. */
import { z } from 'zod';
import type { FactCondition, FactSource } from './fact-source.ts';
import { CELL_SUMS, FigureSum } from './figure-sum.ts';
import type { Part, PartFigures } from './views.ts';

export const COLUMNS: Readonly<Record<Part, string>> = {
  run: 'run',
  step: 'step',
  kind: 'kind',
  tool: 'tools',
  snapshot: 'snapshot',
};

const groupCount = z.object({ groups: z.number(), same: z.number() });

interface Asked {
  readonly part: Part;
  readonly condition: FactCondition;
  /** The condition on groups; undefined where groups are not counted. */
  readonly groups: FactCondition | undefined;
}

export async function factFigures(
  source: FactSource,
  { part, condition, groups }: Asked,
): Promise<PartFigures[]> {
  if (condition === null) return [];
  const column = COLUMNS[part];
  const partsOf = await source.naming(part);
  const sums = new Map<string | number | null, FigureSum>();
  // Whole runs are counted already; only a question about steps adds up the cells.
  const table = part === 'step' || /\bstep\b/.test(condition) ? 'fact_cells' : 'fact_runs';
  const cells = await source.all(
    `SELECT ${column} AS part, ${CELL_SUMS} FROM ${table} WHERE ${condition} GROUP BY ${column}, status, cause, flags`,
  );
  for (const row of cells) {
    for (const name of partsOf(row.part)) {
      const sum = sums.get(name) ?? new FigureSum();
      sums.set(name, sum);
      sum.add(row, source);
    }
  }
  const hasGroups = groups !== undefined && part !== 'snapshot';
  if (hasGroups && groups !== null) {
    const counts = await source.all(`
      SELECT ${column} AS part, sum(groups) AS groups, sum(same) AS same
      FROM fact_signals WHERE ${groups} GROUP BY ${column}`);
    for (const row of counts) {
      const read = groupCount.parse(row);
      for (const name of partsOf(row.part)) sums.get(name)?.addGroups(read.groups, read.same);
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
