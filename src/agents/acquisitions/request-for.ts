import { promptText, type Query } from '../../spec/query.ts';
import type { AcquisitionRequest, AcquisitionTarget, SampleRollout } from '../code-agent/request.ts';

/** A query with what a policy answered, and whether that was right where somebody said so. */
export interface SampleGroup {
  readonly query: Query;
  readonly answers: readonly { readonly text: string; readonly good: boolean | null }[];
}

/** What one acquisition is given at most: the gates need hundreds of cases, the agent a handful. */
export const MOST_QUERIES = 300;
export const MOST_ANSWERS = 8;

/**
 * @param groups one per query; answers of the same query under another group are left out
 * @returns the request for one target. Where the query has this constraint alone, the label of the whole answer is that of
 * the constraint. Where it has more, `correct: true` implies that the constraint holds, and `correct: false` does not imply
 * that it is violated.
 */
export function requestFor(
  target: AcquisitionTarget,
  groups: readonly SampleGroup[],
  seed: number,
): AcquisitionRequest {
  const chosen = groups.slice(0, MOST_QUERIES);
  const rollouts = chosen.flatMap(({ query, answers }, index): SampleRollout[] => {
    const alone = target.what === 'kind' || query.constraints.length === 1;
    return answers
      .slice(0, MOST_ANSWERS)
      .map(({ text, good }) => ({ query: index, text, good: good === false && !alone ? null : good }));
  });
  return { target, queries: chosen.map(({ query }) => query), rollouts, seed };
}

/**
 * Picks the rows of a file that serve a target which a user named. For a constraint these are the rows that carry its id,
 * or all with a prompt where none does; for a kind, the rows that do not name another kind.
 */
export function groupsFor(target: AcquisitionTarget, groups: readonly SampleGroup[]): readonly SampleGroup[] {
  if (target.what === 'kind') {
    const { kind } = target;
    return groups.filter(({ query }) => query.kind === undefined || query.kind === kind);
  }
  const carrying = groups.filter(({ query }) => query.constraints.some(({ id }) => id === target.id));
  return carrying.length > 0 ? carrying : groups.filter(({ query }) => promptText(query) !== '');
}
