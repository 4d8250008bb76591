/** Figures over steps, by kind or tool, added up from the counts alone. */
import { z } from 'zod';
import type { Series } from '../spec/views/series.ts';
import { COLUMNS } from './fact-figures.ts';
import type { FactCondition, FactSource } from './fact-source.ts';
import { CELL_SUMS, FigureSum } from './figure-sum.ts';
import { stepStretches } from './stretches.ts';

/** Most parts of one series: those with the most rewards. */
const PARTS = 12;

const groupCount = z.object({ stretch: z.number(), groups: z.number(), same: z.number() });

interface Asked {
  readonly by: Series['by'];
  readonly points: number;
  readonly condition: FactCondition;
  /** The condition on groups; undefined where groups are not counted. */
  readonly groups: FactCondition | undefined;
}

export async function factSeries(
  source: FactSource,
  { by, points, condition, groups }: Asked,
): Promise<Series> {
  if (condition === null) return { by, parts: [] };
  const stretches = await stepStretches(source, 'fact_cells', condition, points);
  const part = by === 'all' ? '0' : COLUMNS[by];
  const namesOf = by === 'all' ? () => [null] : await source.naming(by);
  const sums = new Map<string | number | null, Map<number, FigureSum>>();
  const cells = await source.all(`
    SELECT ${part} AS part, ${stretches.column} AS stretch, ${CELL_SUMS} FROM fact_cells WHERE ${condition}
    GROUP BY 1, 2, status, cause, flags`);
  for (const row of cells) {
    const stretch = Number(row.stretch);
    for (const name of namesOf(row.part)) {
      const ofPart = sums.get(name) ?? new Map<number, FigureSum>();
      sums.set(name, ofPart);
      const sum = ofPart.get(stretch) ?? new FigureSum();
      ofPart.set(stretch, sum);
      sum.add(row, source);
    }
  }
  if (groups !== undefined && groups !== null) {
    const counts = await source.all(`
      SELECT ${part} AS part, ${stretches.column} AS stretch, sum(groups) AS groups, sum(same) AS same
      FROM fact_signals WHERE ${groups} GROUP BY 1, 2`);
    for (const row of counts) {
      const read = groupCount.parse(row);
      for (const name of namesOf(row.part))
        sums.get(name)?.get(read.stretch)?.addGroups(read.groups, read.same);
    }
  }
  const rewards = (ofPart: Map<number, FigureSum>) =>
    [...ofPart.values()].reduce((sum, one) => sum + one.rewards, 0);
  const largest = [...sums].sort(([, one], [, other]) => rewards(other) - rewards(one)).slice(0, PARTS);
  return {
    by,
    parts: largest.map(([name, ofPart]) => ({
      part: name === null ? null : String(name),
      points: [...ofPart]
        .sort(([one], [other]) => one - other)
        .map(([stretch, sum]) => {
          const { part: _part, ...figures } = sum.figures(null, groups !== undefined);
          return { ...stretches.ends(stretch), ...figures };
        }),
    })),
  };
}
