import { z } from 'zod';

/** What a trainer that takes numbers alone gets for a rollout without a reward (no-reward.ts): it has no value for nothing. */
const numberOrError = z.union([z.enum(['error', 'neutral']), z.number()]).default('error');

/** The meaning of a route in the paper's protocol: fields that are added to each of its rows. */
const paperRoute = z.strictObject({
  task: z.string().optional(),
  kind: z.string().optional(),
  tools: z.array(z.string()).optional(),
});

/** Per trainer: what is sent where there is no valid reward, and what its wire leaves open. docs/trainers/no-reward.md has the table. */
export const trainerSettings = z.strictObject({
  /**
   * Whether samples of a group that come in separate requests are gathered in the process that they come to
   * (`group_window_ms`). By default where one process keeps its own files; over a shared database only where this says so,
   * because the balancer may send them to different processes.
   */
  gatherAcrossRequests: z.boolean().optional(),
  openrlhf: z.strictObject({ noReward: numberOrError }).prefault({}),
  slime: z.strictObject({ noReward: numberOrError }).prefault({}),
  /** `mask`: 0.0 with `_ng_failure_class` and `mask_sample` beside it. */
  nemoGym: z
    .strictObject({ noReward: z.union([z.enum(['mask', 'error', 'neutral']), z.number()]).default('mask') })
    .prefault({}),
  rlar: z
    .strictObject({
      noReward: numberOrError,
      /** Routes beside `/rlar/auto` and the ids of tools; each is mounted at the top level as well. */
      routes: z.record(z.string().regex(/^[\w-]{1,64}$/), paperRoute).default({}),
    })
    .prefault({}),
  verlRouter: z
    .strictObject({
      noReward: numberOrError,
      /** Rewards of at least this much are the verdict True. */
      threshold: z.number().default(0.5),
    })
    .prefault({}),
});
