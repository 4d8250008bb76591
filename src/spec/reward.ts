import { z } from 'zod';
import { assignment } from './assignment.ts';
import { chatUsage } from './chat-usage.ts';
import { errorBodySchema } from './errors.ts';
import { jsonObject } from './json.ts';
import { kindName } from './kinds.ts';
import { SHAPE_NAMES } from './shaping.ts';
import { slots } from './slots.ts';
import { CAUSES } from './verdict.ts';

const status = z.enum(['scored', 'unscored', 'failed']);
export type Status = z.infer<typeof status>;

const cause = z.enum(CAUSES);

/** How the reason of a result begins whose tool was not asked, because it could not have changed the reward. */
export const NOT_ASKED = 'not asked: ';

/** The recorded verdict of one tool on one rollout. */
export const toolResult = z.object({
  tool: z.string(),
  version: z.string(),
  status,
  value: z.number().nullable(),
  reason: z.string().optional(),
  error: errorBodySchema.optional(),
  /** The cause of a missing value: output, query or system. Absent beside a value, and in old records. */
  cause: cause.optional(),
  evidence: jsonObject,
  /** The tool's score of each step of the trajectory, in order; absent for a tool that judges only the whole. */
  steps: z.array(z.number()).optional(),
  /** The flags of the verdict; they are also among the flags of the reward. */
  flags: z.array(z.string()).optional(),
  /** Milliseconds of work; 0 where the result came out of the cache. */
  ms: z.number(),
  cached: z.boolean().optional(),
  /** What was asked of language models for this result; absent where none was asked, or the result came out of the cache. */
  usage: chatUsage.optional(),
});
export type ToolResult = z.infer<typeof toolResult>;

const shaped = z.object({
  /** The reward before the shapes of the assignment. */
  from: z.number(),
  /** By shape, in order: the reward after this shape, or the reason why the group was left unchanged. */
  steps: z.array(
    z.union([
      z.object({ shape: z.enum(SHAPE_NAMES), reward: z.number() }),
      z.object({ shape: z.enum(SHAPE_NAMES), skipped: z.string() }),
    ]),
  ),
  /** How much the query can teach now, from 0 (all rollouts are right, or none) to 1 (half of them are); told by `audit`. */
  task_value: z.number().min(0).max(1).optional(),
});

/** The result for one rollout: one number or none, with all data that explain it. */
export const reward = z.object({
  id: z.string(),
  /** The key of the ledger's record; `rlar explain` takes it, and the id. */
  record: z.string().nullable(),
  reward: z.number().nullable(),
  status,
  kind: kindName.nullable(),
  slots,
  flags: z.array(z.string()),
  assignment,
  results: z.array(toolResult),
  /** Set where status is not `scored`: one sentence. */
  reason: z.string().optional(),
  error: errorBodySchema.optional(),
  cause: cause.optional(),
  /** The effect of the assignment's shapes on the reward; absent for an assignment without shapes. */
  shaped: shaped.optional(),
  /** One number a step of the trajectory, made by a shape of the assignment; `reward` stands beside it and is not their sum unless the shape says so. */
  step_rewards: z.array(z.number()).optional(),
  /** One weight a step: 0 for a step that is not to be trained on. Absent where all steps have their share. */
  step_weights: z.array(z.number().min(0)).optional(),
  /** Share of the update that the rollout is meant to have; absent where it has all of it. */
  weight: z.number().min(0).max(1).optional(),
  /**
   * Where there is no number: the mean of what the rollouts of the same group earned so far, null where none did. It is no
   * reward; a trainer whose wire needs a number gets it under the policy `neutral`, so that the advantage is 0. Not recorded.
   */
  neutral: z.number().nullable().optional(),
  /**
   * Where there is no number because of the response itself, and the run declared what that is worth: this worth, which its
   * trainer gets in place of what the policy for missing rewards says. It is no reward. Not recorded.
   */
  worth: z.number().optional(),
});
export type Reward = z.infer<typeof reward>;
