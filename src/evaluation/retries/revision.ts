import type { Step } from '../../spec/rollout.ts';

/** One rollout of a group, with its steps and what a tool said of them. */
export interface Attempt {
  readonly record: string;
  readonly reward: number;
  readonly steps: readonly Step[];
  /** The score of each step; null where no tool scored them. */
  readonly scores: readonly number[] | null;
}

/** A failed trajectory up to its first error, and from there on the way of a sibling that succeeded. */
export interface Revision {
  readonly failed: string;
  readonly by: string;
  /** The first step that went wrong. */
  readonly firstError: number;
  readonly steps: readonly Step[];
  /** The first of `steps` that the failed trajectory does not have: a trainer trains from here on. */
  readonly trainedFrom: number;
}

/**
 * Splices the way of a sibling into a failed trajectory at its first error. From “Agent-R” (2025), which cuts a failed trajectory at the first error that
 * its actor finds, and goes on along the right path with the same parent in the tree of the search; we know it by its abstract. Here the
 * siblings of a group are that tree, and the error is the first step that a tool scored below `below`, or else the step after which the two part.
 * @param words what the policy says when it turns round
 */
export function revisions(
  group: readonly Attempt[],
  { least, below, words }: { readonly least: number; readonly below: number; readonly words: string },
): Revision[] {
  const right = group.filter(({ reward }) => reward >= least);
  return group.flatMap((failed): Revision[] => {
    if (failed.reward >= least || failed.steps.length === 0) return [];
    const near = right
      .map((one) => ({ one, along: alongWith(failed.steps, one.steps) }))
      .sort((left, other) => other.along - left.along || left.one.steps.length - other.one.steps.length)[0];
    if (!near || near.along >= near.one.steps.length) return [];
    const bad = failed.scores?.findIndex((score) => score < below) ?? -1;
    const firstError = Math.min(Math.max(bad, near.along), failed.steps.length - 1);
    const kept = withResults(failed.steps, firstError);
    const turn: Step = { role: 'assistant', content: words };
    return [
      {
        failed: failed.record,
        by: near.one.record,
        firstError,
        steps: [...failed.steps.slice(0, kept), turn, ...near.one.steps.slice(near.along)],
        trainedFrom: kept,
      },
    ];
  });
}

/** @returns how many steps to keep so that the call of a step is not cut from its results */
function withResults(steps: readonly Step[], last: number): number {
  let kept = last + 1;
  while (kept < steps.length && steps[kept]!.role === 'tool') kept += 1;
  return kept;
}

function alongWith(one: readonly Step[], other: readonly Step[]): number {
  const key = ({ role, content, tool_calls: calls = [] }: Step): string =>
    JSON.stringify([role, content, calls.map(({ name, arguments: args }) => [name, args])]);
  const end = one.findIndex((step, at) => other[at] === undefined || key(step) !== key(other[at]!));
  return end < 0 ? one.length : end;
}
