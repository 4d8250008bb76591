import type { Executor } from '../scoring/executor.ts';
import { toolQueryOf } from '../spec/tool-query-of.ts';
import type { PlannedGroup } from './planned-group.ts';

/**
 * Asks each tool of an assignment whether it can serve the query, where it would score it.
 * @returns the reason why no response can get a reward; null where the query shows no such reason
 */
export async function unservedReason(
  { group, assignment, library, error }: PlannedGroup,
  executor: Executor,
): Promise<string | null> {
  if (error) return error.message;
  if (assignment.tools.length === 0) return assignment.reason;
  if (assignment.combine === 'form')
    return 'only the form is checked; whether the answer is right is not judged';
  const query = toolQueryOf(group.query);
  const isWhole = assignment.combine === 'all' || assignment.combine === 'composite';
  const reasons: string[] = [];
  let serving = 0;
  for (const { id, options, optional } of assignment.tools) {
    const reason = await executor.inapplicable({
      tool: library.require(id).tool,
      query,
      options: options ?? {},
    });
    if (reason === null) serving += 1;
    else if (isWhole || !optional) reasons.push(`${id}: ${reason}`);
  }
  const lost = isWhole ? reasons.length > 0 : serving === 0;
  return lost ? reasons.join('; ') : null;
}
