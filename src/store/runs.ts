/**
 * Runs: what holds for one training run, and which reward function each of its queries has. All of it is stored by the
 * first who says it, and whoever comes later, also in another process, gets what is stored.
 */
import { z } from 'zod';
import type { Assignment } from '../spec/assignment.ts';
import { noReward } from '../spec/no-reward.ts';
import type { Query } from '../spec/query.ts';
import { shapingByKind } from '../spec/shaping.ts';

/** What holds for all of a run, as its first request said it. */
export const runSettings = z.object({
  /** Whether the hints of queries count. */
  hints: z.boolean(),
  /** Whether provisional tools (a gate could not run on them) may be routed to. */
  provisional: z.boolean(),
  /** Whether the form that a prompt asks for is the reward, also of a question that has a right answer. */
  formOnly: z.boolean().default(false),
  /** Whether the checkers of constraints decide without the guard beside them. */
  bareCheckers: z.boolean().default(false),
  /** How rewards are shaped, by kind. */
  shaping: shapingByKind.default({}),
  /** What its trainer gets for a rollout without a reward; null where the trainer says so itself. */
  noReward: noReward.nullable(),
});
export type RunSettings = z.infer<typeof runSettings>;

/** From `fromStep` on, the run has the tools of `snapshot`. */
export interface RunPhase {
  readonly fromStep: number;
  readonly snapshot: string;
}

export interface RunEntry {
  readonly run: string;
  /** Null where no request has come yet, and for a run of an older rlar. */
  readonly settings: RunSettings | null;
  /** In the order of steps; empty where the run was never assigned anything. */
  readonly phases: readonly RunPhase[];
  /** Milliseconds since 1970 of its first appearance. */
  readonly created: number;
  /** Rewards of it in the ledger. */
  readonly rows: number;
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
   * Stores what a run's first request says, where the run has nothing of it yet. Durable when it resolves.
   * @returns the run as it stands: what was stored before wins
   */
  openRun(
    run: string,
    first: { readonly settings: RunSettings; readonly snapshot: string },
  ): Promise<RunEntry>;
  /**
   * Gives a run another snapshot. Assignments that it has stay.
   * @param fromStep the first step of a phase with that snapshot; by default the last phase gets it
   * @returns the run as it stands
   */
  pinRun(run: string, snapshot: string, fromStep?: number): Promise<RunEntry>;
  getRun(run: string): Promise<RunEntry | null>;
  /** The newest first. */
  listRuns(): Promise<RunEntry[]>;
  /** @returns the assignment of a query within a phase of a run, or null */
  getAssignment(run: string, fromStep: number, queryKey: string): Promise<Assignment | null>;
  /**
   * Stores assignments where there are none. Every process finds them when it resolves; they are durable with the first
   * reward that is recorded after them.
   * @returns those that hold: the stored ones win
   */
  putAssignments(entries: readonly AssignmentEntry[]): Promise<Assignment[]>;
}

/** @returns the phase that a step belongs to: the last one where nobody says a step, null where the run has none */
export function phaseAt({ phases }: Pick<RunEntry, 'phases'>, step: number | undefined): RunPhase | null {
  if (step === undefined) return phases.at(-1) ?? null;
  return phases.findLast(({ fromStep }) => fromStep <= step) ?? phases[0] ?? null;
}
