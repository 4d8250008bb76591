import type { Executor } from '../scoring/executor.ts';
import type { AssignmentReply, CheckReply } from '../spec/wire.ts';
import type { PlannedGroup } from './planned-group.ts';
import { unservedReason } from './unserved-reason.ts';

/** @returns the assignment of a group's query. A group without an id is named by its place in the request */
export function assignmentReply({ group, key, assignment }: PlannedGroup, index: number): AssignmentReply {
  return { id: group.id ?? String(index), query: key, assignment };
}

/**
 * Like `assignmentReply`, and also says whether any response to the query can get a reward. It asks the tools, as scoring
 * does.
 */
export async function checkReply(
  planned: PlannedGroup,
  index: number,
  executor: Executor,
): Promise<CheckReply> {
  return { ...assignmentReply(planned, index), unserved: await unservedReason(planned, executor) };
}
