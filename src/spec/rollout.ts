import { z } from 'zod';
import { jsonObject, jsonValue } from './json.ts';
import { toolCall } from './query.ts';

/** A call of a trajectory; `id` is that of the harness, by which a result names the call that it belongs to. */
const stepCall = toolCall.extend({ id: z.string().optional() });
export type StepCall = z.infer<typeof stepCall>;

/** One step of a trajectory: a text or a call of the policy, or the result of a call. */
export const step = z.object({
  role: z.string(),
  content: z.string().default(''),
  tool_calls: z.array(stepCall).optional(),
  observation: jsonValue.optional(),
  /** Of a result: the id of its call. Without it, results belong to calls in order. */
  tool_call_id: z.string().optional(),
  /** Who speaks, where several agents do; of a result, the tool. */
  name: z.string().optional(),
  /** The turn of the conversation, as the harness counts turns. */
  turn: z.number().int().nonnegative().optional(),
  /** The tokens of the step: how many, or from where to where in the response. */
  tokens: z
    .union([
      z.number().int().nonnegative(),
      z.tuple([z.number().int().nonnegative(), z.number().int().nonnegative()]),
    ])
    .optional(),
});
export type Step = z.infer<typeof step>;

/**
 * Data of one sample that decide neither the reward function nor the query. They go to tools that declare `readsMeta`, to
 * every function that a user brought, and to the ledger.
 */
export const rolloutMeta = z.object({
  /** The row's `data_source`. */
  source: z.string().optional(),
  /** The row's `extra_info`. */
  extra: jsonObject.optional(),
  /** The row's other columns, by name: those that rlar does not read itself. */
  columns: jsonObject.optional(),
  /** The line of the file that the row stood on, from 1. Only tools that declare `readsMeta` are given it. */
  line: z.number().int().positive().optional(),
});
export type RolloutMeta = z.infer<typeof rolloutMeta>;

/** One response of the policy to a query: text, or a trajectory of steps whose last assistant text is the text. */
export const rollout = z.object({
  id: z.string().optional(),
  text: z.string(),
  steps: z.array(step).optional(),
  /** As the sampler reports it: `stop`, `length`, … ; `length` means the answer was cut off. */
  finish_reason: z.string().optional(),
  meta: rolloutMeta.optional(),
  /**
   * The reason why the sent response is invalid. The text is then empty, no tool is shown the rollout, and its reward is
   * `failed`.
   */
  unreadable: z.string().optional(),
});
export type Rollout = z.infer<typeof rollout>;
