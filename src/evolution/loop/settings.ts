import { z } from 'zod';

/** What the loop may do and spend. */
export const evolutionSettings = z.strictObject({
  /** Whether `rlar serve` runs the loop beside the scoring. `rlar evolution run` runs it in any case. */
  enabled: z.boolean().default(false),
  /** Share of the groups of which one rollout is audited, where somebody can say whether it is right. */
  auditShare: z.number().min(0).max(1).default(0.2),
  /** The same where a tool is on its way to an alarm. */
  raisedShare: z.number().min(0).max(1).default(0.5),
  /**
   * The trusted check by kind, family or `*`: the id of a tool. It is asked where neither a person nor a gold label says
   * whether an audited rollout is right.
   */
  trusted: z.record(z.string(), z.string()).default({}),
  /** Most calls of trusted checks in a day. Labels of people are not counted. */
  auditsPerDay: z.number().int().nonnegative().default(5_000),
  /** Chance that a change that is no better is made, and that a change is taken back that is no worse. */
  alpha: z.number().gt(0).lt(0.5).default(0.05),
  /**
   * Whether a tool is routed no more where the watch `precision` raises an alarm on it. Its kind may have no tool then, so
   * somebody has to want it.
   */
  withdraw: z.boolean().default(false),
  /** Whether acquisitions are opened for kinds and constraints that are missing. */
  acquire: z.boolean().default(false),
  /** Queries that must lack the same thing before an acquisition is opened for it. */
  leastQueries: z.number().int().positive().default(30),
  /** Most acquisitions that are opened in a day. */
  acquisitionsPerDay: z.number().int().nonnegative().default(8),
  /**
   * Whether the loop proposes changes by itself: other reward functions for a kind out of validated tools, revised rubrics of judges,
   * and rules or classifiers in place of what a judge decided often. Each goes on trial as any change does.
   */
  improve: z.boolean().default(false),
  /** Most proposals that are worked on in a day. Revising a rubric asks a language model. */
  improvementsPerDay: z.number().int().nonnegative().default(4),
  /** Milliseconds between two looks at the ledger. */
  everyMs: z.number().int().positive().default(5_000),
  seed: z.number().int().default(1),
});
export type EvolutionSettings = z.infer<typeof evolutionSettings>;
