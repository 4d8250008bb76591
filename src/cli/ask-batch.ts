import { type FileBatch, requestsOf } from '../intake/batch-rows.ts';
import type { ScoreRequest } from '../spec/wire.ts';

/** @returns what `ask` says of each group of a batch, in the order of its groups */
export async function askBatch<Reply>(
  batch: FileBatch,
  ask: (request: ScoreRequest) => Promise<readonly Reply[]>,
): Promise<Reply[]> {
  const replies = new Map<FileBatch['groups'][number], Reply>();
  for (const { context, groups } of requestsOf(batch)) {
    const said = await ask({ context, groups: groups.map(({ group }) => group) });
    for (const [index, entry] of groups.entries()) replies.set(entry, said[index]!);
  }
  return batch.groups.map((entry) => replies.get(entry)!);
}
