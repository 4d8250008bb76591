import { z } from 'zod';
import { selectionReport } from '../selection/selection-report.ts';

const share = z.number();
const bounds = z.tuple([z.number(), z.number()]);

const method = z.object({
  score: share,
  interval: bounds,
  /** Mean over categories. */
  macro: share,
  categories: z.record(z.string(), share),
  /** Share of the items whose candidates all have a value. */
  scored: share,
  /** The paper's pass rule, on items with one right candidate; softmax at temperature 1. */
  pass: share.nullable(),
  styles: z.object({ easy: share, normal: share, hard: share }).nullable(),
});
export type MethodReport = z.infer<typeof method>;

/** What `rlar bench FILE` says of one file; shares from 0 to 1. */
const benchmarkReport = z.object({
  file: z.string(),
  format: z.string(),
  counting: z.string(),
  n: z.number().int(),
  categories: z.record(z.string(), z.number().int()),
  rlar: method,
  /** Tools of the library that value at least half of the items, and length. */
  static: z.record(z.string(), method),
  /** What reward models and judges said that cannot run here. */
  replayed: z.record(z.string(), method),
  /** Choosing among the recorded scorers and the tools that value the items; null where there are not two. */
  selection: selectionReport.nullable(),
  ms: z.number(),
  toolCalls: z.number().int(),
  resamples: z.number().int(),
  seed: z.number().int(),
});
export type BenchmarkReport = z.infer<typeof benchmarkReport>;
