import type { Library } from '../library/library.ts';
import { MOST_NAMED } from '../reading/leftovers.ts';
import type { AssignedTool } from '../spec/assignment.ts';
import type { Need } from '../spec/tool-card.ts';
import { ineligibilityReason } from './eligibility.ts';
import { byUtility } from './utility.ts';

/**
 * Gives the demands that no program reads to a judge of clauses, all of them or none.
 * @param leftovers in their own words
 * @returns null where there are none, no judge may be chosen, or not all of them are known word for word
 */
export function judgeClauses(
  leftovers: readonly string[],
  prompt: string,
  library: Library,
  carries: ReadonlySet<Need>,
): AssignedTool | null {
  const isWhole = leftovers.length < MOST_NAMED && leftovers.every((words) => prompt.includes(words));
  if (leftovers.length === 0 || !isWhole) return null;
  const judges = library
    .entries()
    .filter((entry) => entry.card.clauses && ineligibilityReason(entry, library, carries, prompt) === null);
  const [judge] = judges.toSorted((left, right) => byUtility(left.card, right.card));
  if (!judge) return null;
  const { id, version } = judge.card;
  return { id, version, weight: 1, options: { clauses: [...leftovers] } };
}
