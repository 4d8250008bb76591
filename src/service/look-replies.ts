import type { AssignmentReply, CheckReply } from '../spec/wire.ts';
import type { PlannedGroup } from './planned-group.ts';
import { unservedReason } from './unserved-reason.ts';

/** @returns what the query of a group is scored with; `id` is its place in the request where it has none */
export function assignmentReply({ group, key, assignment }: PlannedGroup, index: number): AssignmentReply {
  return { id: group.id ?? String(index), query: key, assignment };
}

/** As `assignmentReply`, and says whether any response to the query can get a reward. Asks the tools, as scoring does. */
export async function checkReply(planned: PlannedGroup, index: number): Promise<CheckReply> {
  return { ...assignmentReply(planned, index), unserved: await unservedReason(planned) };
}
