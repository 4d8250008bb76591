import { z } from 'zod';

/** The columns of each benchmark as its makers publish it, and of the labelled data of this project. */

const number = z.number().nullable();
const verdict = z.enum(['chosen', 'rejected', 'tie']).nullable();
const text = z.coerce.string();

/** Pairs; also RewardBench 1 (`subset`, `chosen_model`). RM-Bench's rows by style have `item` and `style`. */
export const pairRow = z.object({
  id: text.nullish(),
  prompt: z.string(),
  chosen: z.string(),
  rejected: z.string(),
  category: z.string().nullish(),
  subset: z.string().nullish(),
  chosen_model: z.string().nullish(),
  item: z.string().nullish(),
  style: z.string().nullish(),
  scores: z.record(z.string(), z.object({ chosen: number, rejected: number })).default({}),
  judges: z.record(z.string(), z.array(verdict)).default({}),
});
export type PairRow = z.infer<typeof pairRow>;

/** Several right and wrong texts: RewardBench 2 (`num_correct`, `subset`), RM-Bench (`domain`, three styles each). */
export const listRow = z.object({
  id: text.nullish(),
  prompt: z.string(),
  chosen: z.array(z.string()).min(1),
  rejected: z.array(z.string()).min(1),
  domain: z.string().nullish(),
  subset: z.string().nullish(),
  category: z.string().nullish(),
  num_correct: z.number().nullish(),
});
export type ListRow = z.infer<typeof listRow>;

/** JudgeBench. */
export const judgeBenchRow = z.object({
  pair_id: text.nullish(),
  source: z.string(),
  question: z.string(),
  response_A: z.string(),
  response_B: z.string(),
  label: z.enum(['A>B', 'B>A']),
});
export type JudgeBenchRow = z.infer<typeof judgeBenchRow>;

/** Best of N with labels for each, and what reward models and judges said: RewardMATH's scores. */
export const bestOfRow = z.object({
  id: text.nullish(),
  prompt: z.string(),
  correct: z.array(z.boolean()).min(2),
  responses: z.array(z.string()).nullish(),
  category: z.string().nullish(),
  subcategory: z.string().nullish(),
  scores: z.record(z.string(), z.array(number)).default({}),
  rating_judges: z.record(z.string(), z.array(number)).default({}),
  /** Whether the one right answer was preferred over each wrong one, in order. */
  pairwise_judges: z.record(z.string(), z.array(z.boolean().nullable())).default({}),
});
export type BestOfRow = z.infer<typeof bestOfRow>;

/** One labelled rollout. */
export const labelledRow = z.object({
  id: text.nullish(),
  prompt: z.string().default(''),
  response: z.string(),
  correct: z.boolean(),
  task: z.string().nullish(),
  group: text.nullish(),
});
