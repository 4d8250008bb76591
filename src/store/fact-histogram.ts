import { z } from 'zod';
import type { Histogram } from '../spec/views/histogram.ts';
import { BINS, FARTHEST_BIN } from './fact-schema.ts';
import type { FactCondition, FactSource } from './fact-source.ts';
import { stepStretches } from './stretches.ts';

const binRow = z.object({ stretch: z.number(), bin: z.number().nullable(), rows: z.number() });

interface Asked {
  readonly bins: number;
  readonly points: number;
  /** A condition on run, step, kind, tools and rescored alone. */
  readonly condition: FactCondition;
}

/** @returns how rewards are distributed in each stretch of steps, counted from bins alone */
export async function factHistogram(
  source: FactSource,
  { bins, points, condition }: Asked,
): Promise<Histogram> {
  if (condition === null) return { edges: [0, 1], open: false, points: [] };
  const stretches = await stepStretches(source, 'fact_bins', condition, points);
  const read = await source.all(
    `SELECT ${stretches.column} AS stretch, bin, sum(rows) AS rows FROM fact_bins WHERE ${condition} GROUP BY 1, 2 ORDER BY 1`,
  );
  const rows = read.map((row) => binRow.parse(row));
  const held = rows.flatMap(({ bin }) => bin ?? []);
  const low = held.reduce((least, bin) => Math.min(least, bin), 0);
  const most = held.reduce((greatest, bin) => Math.max(greatest, bin), 0);
  // The value 1 itself stands in the bin above it: it belongs to the last bin of rewards up to 1.
  const high = most <= BINS ? BINS : most + 1;
  const width = Math.max(1, Math.ceil((high - low) / bins));
  const count = Math.ceil((high - low) / width);
  const edges = Array.from({ length: count + 1 }, (_, index) => (low + index * width) / BINS);
  return {
    edges,
    open: low <= -FARTHEST_BIN || most >= FARTHEST_BIN,
    points: [...Map.groupBy(rows, ({ stretch }) => stretch)].map(([stretch, ofStretch]) => {
      const counts = new Array<number>(count).fill(0);
      let without = 0;
      for (const { bin, rows: found } of ofStretch) {
        if (bin === null) without += found;
        else {
          const place = Math.min(count - 1, Math.floor((bin - low) / width));
          counts[place] = (counts[place] ?? 0) + found;
        }
      }
      return { ...stretches.ends(stretch), counts, without };
    }),
  };
}
