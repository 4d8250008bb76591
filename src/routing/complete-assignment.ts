import type { Library } from '../library/library.ts';
import type { Assignment } from '../spec/assignment.ts';
import type { Query } from '../spec/query.ts';
import { shapingOf } from '../spec/shaping-by-kind.ts';
import type { RunSettings } from '../store/runs.ts';
import { assignQuery } from './assign.ts';
import { gradingOptions } from './grading.ts';

/**
 * @returns the complete assignment of a query under the settings of a run. It includes the slots of its tools, the options
 * that the settings come to, and the shapes of its rewards, so it can be stored as it is. Options that a query pins win
 * @throws RlarError the errors of `assignQuery`
 */
export async function completeAssignment(
  query: Query,
  library: Library,
  settings: RunSettings,
): Promise<Assignment> {
  const made = await assignQuery(query, library, settings);
  const tools = made.tools.map((tool) => {
    const { card } = library.require(tool.id);
    const options = { ...gradingOptions(card, settings), ...tool.options };
    return { ...tool, slot: card.slot, ...(Object.keys(options).length > 0 && { options }) };
  });
  const shaping = shapingOf(made.kind, settings.shaping);
  return { ...made, tools, ...(shaping.length > 0 && { shaping: [...shaping] }) };
}
