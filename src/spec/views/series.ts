import { z } from 'zod';
import { rewardFigures } from './figures.ts';

/** A stretch of steps, both ends included; null for rewards without a step. */
export const stretch = z.object({ from: z.number().int().nullable(), to: z.number().int().nullable() });

const seriesPoint = rewardFigures.extend(stretch.shape);

/** Figures over the steps of a run, for all rewards, or by kind or tool: those with the most rewards. */
export const series = z.object({
  by: z.enum(['all', 'kind', 'tool']),
  parts: z.array(z.object({ part: z.string().nullable(), points: z.array(seriesPoint) })),
});
export type Series = z.infer<typeof series>;
