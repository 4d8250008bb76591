import { z } from 'zod';

export const GROUP_SORTS = ['newest', 'spread', 'length', 'disagreement'] as const;
export type GroupSort = (typeof GROUP_SORTS)[number];

/** One line of a list of groups. A group is all rollouts of a query within a step of a run. */
const groupLine = z.object({
  /** The key of the query. */
  query: z.string(),
  run: z.string().nullable(),
  step: z.number().int().nullable(),
  kind: z.string().nullable(),
  /** As `id@version`. */
  tools: z.array(z.string()),
  rollouts: z.number().int(),
  scored: z.number().int(),
  lowest: z.number().nullable(),
  highest: z.number().nullable(),
  /** Highest less lowest; null without a number. */
  spread: z.number().nullable(),
  /** Characters of the longest response; null where texts are stored as hashes. */
  longest: z.number().int().nullable(),
  /**
   * Mean over the rollouts of the largest difference between the values of two tools, each taken from 0 to 1; null where no
   * rollout has two.
   */
  disagreement: z.number().nullable(),
  /** Milliseconds since 1970 of the newest reward. */
  latest: z.number(),
  /** The beginning of the prompt; null where texts are not stored. */
  excerpt: z.string().nullable(),
});
export type GroupLine = z.infer<typeof groupLine>;

export const groupPage = z.object({
  found: z.number().int(),
  items: z.array(groupLine),
  next: z.string().nullable(),
});
export type GroupPage = z.infer<typeof groupPage>;
