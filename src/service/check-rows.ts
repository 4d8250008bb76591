/** What a file of rows will get before anything is scored: which rows get a reward, from what, and which do not and why. */
import type { FileBatch } from '../intake/batch-rows.ts';
import { requestsOf } from '../intake/batch-rows.ts';
import type { Query } from '../spec/query.ts';
import { promptText } from '../spec/query.ts';
import type { CheckBucket } from '../spec/views/check-report.ts';
import type { CheckReply, ScoreRequest } from '../spec/wire.ts';

const EXAMPLES = 3;
/** Characters of a prompt in an example. */
const EXCERPT = 90;
/** Characters of a reason by which rows are counted together. */
const REASON = 160;

export interface CheckedRows {
  readonly rows: number;
  readonly served: number;
  readonly bad: readonly { readonly line: number; readonly reason: string }[];
  readonly buckets: readonly CheckBucket[];
}

/** Reasons that differ in a probability alone are one reason. */
export function generalReason(reason: string): string {
  return reason.slice(0, REASON).replace(/ \((?:best )?\d\.\d+\)/, '');
}

/**
 * @param check says what queries get, as `RewardService.check` does
 * @param onRow called for each row with what it gets
 */
export async function checkRows(
  batches: AsyncIterable<FileBatch>,
  check: (request: ScoreRequest) => Promise<readonly CheckReply[]>,
  onRow?: (query: Query, reply: CheckReply) => void,
): Promise<CheckedRows> {
  const bad: { line: number; reason: string }[] = [];
  const buckets = new Map<string, Bucket>();
  let [rows, served] = [0, 0];
  for await (const batch of batches) {
    bad.push(...batch.bad);
    for (const { context, groups } of requestsOf(batch)) {
      const replies = await check({ context, groups: groups.map(({ group }) => group) });
      for (const [index, reply] of replies.entries()) {
        const { query } = groups[index]!.group;
        addTo(buckets, reply, query);
        onRow?.(query, reply);
        rows += 1;
        if (reply.unserved === null) served += 1;
      }
    }
  }
  const sorted = [...buckets.values()].sort((left, right) => right.count - left.count);
  return { rows, served, bad, buckets: sorted };
}

type Bucket = Omit<CheckBucket, 'count' | 'examples'> & {
  count: number;
  examples: { id: string; prompt: string }[];
};

/** Counts rows by kind, source and outcome. */
function addTo(buckets: Map<string, Bucket>, { id, assignment, unserved }: CheckReply, query: Query): void {
  const kind = assignment.kind ?? "don't know";
  const source = query.hints.source ?? query.hints.task ?? '–';
  const tools = unserved === null ? assignment.tools.map((tool) => tool.id).join(' + ') : '';
  const reason = unserved === null ? '' : generalReason(unserved);
  const key = [kind, source, tools, reason].join('\n');
  const bucket = buckets.get(key) ?? { kind, source, tools, reason, count: 0, examples: [] };
  bucket.count += 1;
  if (bucket.examples.length < EXAMPLES) bucket.examples.push({ id, prompt: excerpt(promptText(query)) });
  buckets.set(key, bucket);
}

function excerpt(text: string): string {
  const flat = text
    .slice(0, 4 * EXCERPT)
    .replace(/\s+/g, ' ')
    .trim();
  return flat.length > EXCERPT ? `${flat.slice(0, EXCERPT - 1).toWellFormed()}…` : flat;
}
