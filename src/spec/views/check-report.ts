import { z } from 'zod';

const count = z.number().int().nonnegative();

/** The rows of one kind and one source with the same outcome, and three of them as examples. */
const checkBucket = z.object({
  kind: z.string(),
  source: z.string(),
  /** Tools that give the reward; empty without a reward. */
  tools: z.string(),
  /** The reason for no reward; empty with a reward. */
  reason: z.string(),
  count,
  examples: z.array(z.object({ id: z.string(), prompt: z.string() })),
});
export type CheckBucket = z.infer<typeof checkBucket>;

/** What one pass over the rows would ask of language models. Agents work once for a kind, whatever the number of its rows. */
const runEstimate = z.object({
  /** Of each row. */
  rollouts: count,
  judgeCalls: count,
  /** In and out, guessed by the length of the prompts. */
  judgeTokens: count,
  /** By the prices on the cards of tools; those without a price count as 0. */
  usd: z.number().nonnegative(),
  /** Kinds with rows that no tool serves: an agent can be asked for a tool for each. */
  missingKinds: count,
  agentCalls: count,
  agentTokens: count,
});
export type RunEstimate = z.infer<typeof runEstimate>;

/** What a file of rows will get, before anything is scored. */
export const fileCheck = z.object({
  rows: count,
  /** Rows that get a reward. */
  served: count,
  /** Lines that are no rows: the first thousand, and how many there are. */
  bad: z.array(z.object({ line: count, reason: z.string() })),
  badLines: count,
  buckets: z.array(checkBucket),
  /** Rows by the published shape that they were recognised as; '' for the field names of rlar's own. */
  shapes: z.record(z.string(), count),
  notes: z.array(z.string()),
  estimate: runEstimate,
});
