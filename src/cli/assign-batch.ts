import { type FileBatch, requestsOf } from '../intake/batch-rows.ts';
import type { RewardService } from '../service.ts';
import type { AssignmentReply } from '../spec/wire.ts';

/** @returns what each group of a batch would be scored with, in the order of its groups */
export async function assignBatch(service: RewardService, batch: FileBatch): Promise<AssignmentReply[]> {
  const replies = new Map<FileBatch['groups'][number], AssignmentReply>();
  for (const { context, groups } of requestsOf(batch)) {
    const assigned = await service.assign({ context, groups: groups.map(({ group }) => group) });
    for (const [index, entry] of groups.entries()) replies.set(entry, assigned[index]!);
  }
  return batch.groups.map((entry) => replies.get(entry)!);
}
