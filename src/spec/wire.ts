import { z } from 'zod';
import { assignment } from './assignment.ts';
import { following } from './following.ts';
import { judgeBudget } from './judge-budget.ts';
import { noReward } from './no-reward.ts';
import { numberLocale } from './number-locale.ts';
import { query } from './query.ts';
import { reward } from './reward.ts';
import { rollout } from './rollout.ts';
import { shapingByKind } from './shaping-by-kind.ts';
import { unscorableWorth } from './unscorable-worth.ts';

/** The place of a request in a training run. It is stored and returned with every reward. */
export const runContext = z.object({
  run: z.string().max(200).optional(),
  step: z.number().int().nonnegative().optional(),
  epoch: z.number().nonnegative().optional(),
  policy: z.string().max(200).optional(),
  /** Whether provisional tools (a gate could not run on them) may be routed to; the first request of a run says it for the run. */
  allow_provisional: z.boolean().optional(),
  /** Whether the form that a prompt asks for is the reward, also of a question that has a right answer; said as above. */
  form_only: z.boolean().optional(),
  /** Whether the checkers of constraints decide alone, also of what says nothing beyond the form; said as above. */
  bare_checkers: z.boolean().optional(),
  /** Whether tools that can tell the share that is right give it, in place of right or wrong; said as above. */
  partial_credit: z.boolean().optional(),
  /** Whether calls of tools must come in the expected order, with values to the letter; said as above. */
  strict_tool_calls: z.boolean().optional(),
  /** The language that says what "1.250" is, as a tag such as `de`, in place of what each prompt shows; said as above. */
  number_locale: numberLocale.optional(),
  /** How rewards are shaped, by kind, in place of what is configured; said as above. */
  shaping: shapingByKind.optional(),
  /** What the judges of the run may spend, in place of what is configured; said as above. */
  judge_budget: judgeBudget.optional(),
  /**
   * What a response without a reward is worth to the run's trainer where that is the response's own doing (`cause: output`), so
   * that being unscorable is no cheaper than being wrong. Its reward stays without a number; said as above.
   */
  unscorable: unscorableWorth.optional(),
  /** Where the run takes up changes of the library; the first request of a run says it for the run. */
  follow: following.optional(),
  /** What the run's trainer puts where a rollout has no reward; the first request of a run says it for the run. */
  no_reward: noReward.optional(),
});
export type RunContext = z.infer<typeof runContext>;

/** One query with its rollouts. */
const group = z.object({
  id: z.string().optional(),
  query,
  rollouts: z.array(rollout),
});
export type Group = z.infer<typeof group>;

/** The unit of work of the service: where in a run, and which groups. */
export interface ScoreRequest {
  readonly context: RunContext;
  readonly groups: readonly Group[];
}

export const assignmentReply = z.object({ id: z.string(), query: z.string(), assignment });
export type AssignmentReply = z.infer<typeof assignmentReply>;

/** An assignment, and whether it can give a reward. */
export interface CheckReply extends AssignmentReply {
  /** Why no response to the query can get a reward, as far as the query shows; null where one can. */
  readonly unserved: string | null;
}

export const rewardsReply = z.object({
  items: z.array(reward),
  /** New notes about the rows of the request that the run has not yet seen, such as unread columns. */
  warnings: z.array(z.string()).optional(),
});
export type RewardsReply = z.infer<typeof rewardsReply>;
