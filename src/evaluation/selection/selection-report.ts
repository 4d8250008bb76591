import { z } from 'zod';

const share = z.number();
const bounds = z.tuple([z.number(), z.number()]);
const gain = z.object({ value: share, interval: bounds });

const method = z.object({
  /** As the makers of the file count. */
  score: share,
  interval: bounds,
  /** The paper's rule: a softmax gives the one right candidate more than a half. Null where no item has exactly one. */
  pass: share.nullable(),
  /** Scorers asked for each candidate. */
  calls: z.number(),
});
export type SelectionMethod = z.infer<typeof method>;

/** Which of the methods a report has, in the order in which they are shown. */
export const METHODS = [
  'several',
  'one',
  'fixed',
  'mean of 2',
  'mean of 10',
  'mean of all',
  'even mix of 5',
  'random',
  'best single',
  'oracle by category',
  'oracle by item',
] as const;
export type MethodName = (typeof METHODS)[number];

/** What choosing among recorded scorers is worth; shares from 0 to 1. */
export const selectionReport = z.object({
  name: z.string(),
  items: z.number().int(),
  scorers: z.number().int(),
  /** What the choices were made on. */
  evidence: z.string(),
  methods: z.record(z.enum(METHODS), method),
  /** The one that is best on the very items that are measured: a rival that knows the answers. */
  bestSingle: z.string(),
  /** The choice on its own evidence: how much better it looks there than it is. */
  onEvidence: z.object({ several: share, one: share }),
  overBestSingle: gain,
  overFixed: gain,
  /** Share of the way from the best single scorer to the oracles; null where the oracle is no better. */
  closed: z.object({ category: share.nullable(), item: share.nullable() }),
  groups: z.record(
    z.string(),
    z.object({ items: z.number().int(), several: share, one: share, bestSingle: share, oracle: share }),
  ),
  /** By group with a choice of its own, the mean weights of the scorers, and in which share of the splits it had one. */
  choices: z.record(z.string(), z.object({ splits: share, weights: z.record(z.string(), share) })),
  resamples: z.number().int(),
  seed: z.number().int(),
});
export type SelectionReport = z.infer<typeof selectionReport>;
