import type { Assignment } from '../spec/assignment.ts';
import type { ErrorBody } from '../spec/errors.ts';
import type { Reward } from '../spec/reward.ts';
import { causeOfError } from '../spec/verdict.ts';

/** @returns the reward of a rollout that could not be scored: an error, and no number */
export function failedReward(id: string, assignment: Assignment, error: ErrorBody): Reward {
  return {
    id,
    record: null,
    reward: null,
    status: 'failed',
    kind: assignment.kind,
    slots: { correctness: null, quality: null, format: null, efficiency: null, safety: null },
    flags: [],
    assignment,
    results: [],
    reason: error.message,
    error,
    cause: causeOfError(error),
  };
}

/** @returns a placeholder for an assignment that could not be made */
export function noAssignment(snapshot: string, error: { readonly message: string }): Assignment {
  return {
    kind: null,
    confidence: 0,
    tools: [],
    truncated: 'score',
    rung: 'none',
    reason: error.message,
    snapshot,
  };
}

/** @returns the reward of a row that could not be read. It has no assignment */
export function refusedReward(
  { id, error }: { readonly id: string; readonly error: ErrorBody },
  snapshot: string,
): Reward {
  return failedReward(id, noAssignment(snapshot, error), error);
}
