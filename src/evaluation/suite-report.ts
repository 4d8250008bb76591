import { z } from 'zod';

const share = z.number();
const bounds = z.tuple([z.number(), z.number()]);

/** The best static reward beside rlar on the same tasks; shares from 0 to 1, intervals of 95 %. */
const comparison = z.object({
  tasks: z.array(z.string()),
  bestStatic: share,
  bestStaticTool: z.string().nullable(),
  rlar: share,
  /** rlar minus the best static reward. */
  gain: share,
  gainInterval: bounds,
  /** The same where the best static reward is chosen anew in every resample: a harder rival. */
  gainIntervalReselected: bounds,
});
export type Comparison = z.infer<typeof comparison>;

const taskReport = z.object({
  task: z.string(),
  /** Pairs. */
  n: z.number().int(),
  rollouts: z.number().int(),
  /** Whether the labels were made by the checker that is also a tool. */
  byConstruction: z.boolean(),
  rlar: share,
  rlarInterval: bounds,
  /** What the static reward that is best over all tasks makes of this one; 0.5 where it does not apply. */
  bestStatic: share,
  oracleByTask: share,
  oracleByTaskTool: z.string().nullable(),
  oracleByItem: share,
  /** Pairs where rlar gave one side no reward; below, pairs where it gave both the same. */
  withoutReward: z.number().int(),
  ties: z.number().int(),
  assigned: z.record(z.string(), z.number()),
  /** The paper's pass rule on groups with one right candidate, at softmax temperatures 1 and 0.1. */
  pass: z
    .object({
      groups: z.number().int(),
      rlar: z.object({ t1: share, t01: share }),
      bestStatic: z.object({ t1: share, t01: share }),
    })
    .nullable(),
  /** By static reward that applies. */
  static: z.record(z.string(), share),
  baselines: z.record(z.string(), share),
  ms: z.number(),
  toolCalls: z.number().int(),
});
export type TaskReport = z.infer<typeof taskReport>;

/** What `rlar bench --suite` writes. */
const suiteReport = z.object({
  macro: z.object({
    bestStatic: share,
    bestStaticTool: z.string().nullable(),
    rlar: share,
    oracleByTask: share,
    oracleByItem: share,
    gain: share,
    /** Oracle by task minus rlar. */
    belowOracleByTask: share,
    intervals: z.object({
      bestStatic: bounds,
      rlar: bounds,
      oracleByTask: bounds,
      oracleByItem: bounds,
      gain: bounds,
      gainReselected: bounds,
      belowOracleByTask: bounds,
    }),
    static: z.record(z.string(), z.object({ macro: share, tasks: z.number().int() })),
    /** The paper's baselines and the ablations of rlar. */
    baselines: z.record(
      z.string(),
      z.object({ macro: share, interval: bounds, rlarGain: share, rlarGainInterval: bounds }),
    ),
  }),
  columns: z.object({
    all: comparison,
    byConstruction: comparison.nullable(),
    notByConstruction: comparison.nullable(),
    withoutCheckers: comparison.nullable(),
  }),
  checkers: z.array(z.string()),
  tasks: z.array(taskReport),
  cost: z.object({
    rlarMs: z.number(),
    rlarToolCalls: z.number().int(),
    staticToolCalls: z.number().int(),
    wallMs: z.number(),
    /** Calls of judges and reward models by rlar, and what all its calls cost by their cards, in US dollars. */
    modelCalls: z.number().int(),
    dollars: z.number(),
  }),
  resamples: z.number().int(),
  seed: z.number().int(),
  snapshot: z.string(),
});
export type SuiteReport = z.infer<typeof suiteReport>;
