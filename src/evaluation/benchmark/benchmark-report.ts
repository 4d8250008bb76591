import { z } from 'zod';

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

const gain = z.object({ value: share, interval: bounds });

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
  routing: z
    .object({
      /** The best one by category, chosen on the other half of the items. */
      routed: method,
      /** The best single one, chosen on the other half. */
      bestStaticOnOtherHalf: method,
      /** The best single one, chosen on the very items it is measured on: a rival that knows the answers. */
      bestStatic: z.string(),
      gain,
      gainOverBestStatic: gain,
      oracleByCategory: share,
      oracleByItem: share,
      choices: z.array(z.record(z.string(), z.string())),
    })
    .nullable(),
  ms: z.number(),
  toolCalls: z.number().int(),
  resamples: z.number().int(),
  seed: z.number().int(),
});
export type BenchmarkReport = z.infer<typeof benchmarkReport>;
