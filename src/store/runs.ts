/**
 * Runs: the settings of each training run, and the reward function of each of its queries. The first request stores them.
 * Every later request gets the stored values, even in another process.
 */
import { z } from 'zod';
import type { Assignment } from '../spec/assignment.ts';
import { following } from '../spec/following.ts';
import { type JudgeAccount, type JudgeBudget, type JudgeSpend, judgeBudget } from '../spec/judge-budget.ts';
import { noReward } from '../spec/no-reward.ts';
import { numberLocale } from '../spec/number-locale.ts';
import type { Query } from '../spec/query.ts';
import { storedShapingByKind } from '../spec/shaping-by-kind.ts';

/** The settings of a whole run. Its first request sets them. */
export const runSettings = z.object({
  /** Whether the hints of queries count. */
  hints: z.boolean(),
  /** Whether provisional tools (a gate could not run on them) may be routed to. */
  provisional: z.boolean(),
  /** Whether the form that a prompt asks for is the reward, even for a question with a right answer. */
  formOnly: z.boolean().default(false),
  /** Whether the checkers of constraints decide without the guard beside them. */
  bareCheckers: z.boolean().default(false),
  /** Whether tools that can tell the share that is right give it, in place of right or wrong. */
  partialCredit: z.boolean().default(false),
  /** Whether calls of tools must come in the expected order, with values to the letter. */
  strictToolCalls: z.boolean().default(false),
  /** The language that says what "1.250" is, a tag; null where each prompt says it. */
  numberLocale: numberLocale.nullable().default(null),
  /** How rewards are shaped, by kind. */
  shaping: storedShapingByKind.default({}),
  /** What its judges may spend. */
  judgeBudget: judgeBudget.prefault({}),
  /** What a response without a reward is worth to its trainer where that is the response's own doing; null where nothing was declared. */
  unscorable: z.number().nullable().default(null),
  /** Where it takes up changes of the library. */
  follow: following.default('never'),
  /** The value that its trainer gets for a rollout without a reward; null where the configuration of the trainer decides. */
  noReward: noReward.nullable(),
});
export type RunSettings = z.infer<typeof runSettings>;

/** One phase of a run: from `fromStep` on, the run uses the tools of `snapshot`. */
export interface RunPhase {
  readonly fromStep: number;
  readonly snapshot: string;
}

export interface RunEntry {
  readonly run: string;
  /** Null before the first request, and for a run of an older rlar. */
  readonly settings: RunSettings | null;
  /** The phases in the order of steps; empty for a run without assignments. */
  readonly phases: readonly RunPhase[];
  /** Milliseconds since 1970 of its first appearance. */
  readonly created: number;
  /** Number of its rewards in the ledger. */
  readonly rows: number;
  /** What its judges spent under a budget. */
  readonly judged: JudgeAccount;
}

/** A group whose reward function asks a judge. */
export interface GroupToJudge {
  readonly queryKey: string;
  /** The step that it belongs to; null where the request says none. */
  readonly step: number | null;
  readonly responses: number;
  /** What one response is expected to cost before anything is known. */
  readonly each: JudgeSpend;
}

/** Whether the budget of a run lets a group in, and what it is then expected to cost. */
export interface JudgingReserved {
  readonly fits: boolean;
  readonly expected: JudgeSpend;
}

export interface AssignmentEntry {
  readonly run: string;
  /** The phase of the run. */
  readonly fromStep: number;
  readonly queryKey: string;
  readonly query: Query;
  readonly assignment: Assignment;
}

export interface Runs {
  /**
   * Stores the settings of a run's first request, if the run has none yet. They are durable when the promise resolves.
   * @returns the stored run. Values that were stored earlier win
   */
  openRun(
    run: string,
    first: { readonly settings: RunSettings; readonly snapshot: string },
  ): Promise<RunEntry>;
  /**
   * Gives a run another snapshot. Its existing assignments stay.
   * @param fromStep the first step of a new phase with that snapshot. Without it the last phase gets the snapshot
   * @returns the stored run
   */
  pinRun(run: string, snapshot: string, fromStep?: number): Promise<RunEntry>;
  /**
   * Says that a run has reached a step. Whoever says so first decides: if the step is later than all before, and in a later
   * epoch where one is given, a new phase with the snapshot begins there. Steps that were reached before keep their phases.
   * @param epoch the whole epoch that the step belongs to; null for a run that takes up changes at each step
   * @returns the stored run
   */
  reachStep(
    run: string,
    at: { readonly step: number; readonly epoch: number | null },
    snapshot: string,
  ): Promise<RunEntry>;
  getRun(run: string): Promise<RunEntry | null>;
  /** All runs, the newest first. */
  listRuns(): Promise<RunEntry[]>;
  /** @returns the assignment of a query within a phase of a run, or null */
  getAssignment(run: string, fromStep: number, queryKey: string): Promise<Assignment | null>;
  /**
   * Stores assignments of queries that have none. When the promise resolves, every process finds them. They become durable
   * with the next recorded reward.
   * @returns the valid assignments. Assignments that were stored earlier win
   */
  putAssignments(entries: readonly AssignmentEntry[]): Promise<Assignment[]>;
  /**
   * Asks for groups, in their order, whether the budget of their run lets them in, and adds what they are expected to cost to
   * the run. What was decided for a query in a step holds for all its later responses in this step.
   * @param run null for requests that name no run, which share one row
   */
  reserveJudging(
    run: string | null,
    groups: readonly GroupToJudge[],
    budget: JudgeBudget,
  ): Promise<JudgingReserved[]>;
  /** Puts what a run's groups really cost in the place of what they were expected to. */
  settleJudging(run: string | null, expected: JudgeSpend, real: JudgeSpend): Promise<void>;
}

/** @returns the phase that a step belongs to: the last phase for a request without a step; null for a run without phases */
export function phaseAt({ phases }: Pick<RunEntry, 'phases'>, step: number | undefined): RunPhase | null {
  if (step === undefined) return phases.at(-1) ?? null;
  return phases.findLast(({ fromStep }) => fromStep <= step) ?? phases[0] ?? null;
}
