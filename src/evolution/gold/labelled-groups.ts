import type { Assignment } from '../../spec/assignment.ts';
import type { Query } from '../../spec/query.ts';
import type { Reward } from '../../spec/reward.ts';
import type { Feedback, FeedbackEntry } from '../../store/feedback.ts';
import type { RecordedGroup } from '../../store/ledger.ts';

/** A query with responses that somebody labelled. */
export interface LabelledGroup {
  readonly queryKey: string;
  readonly query: Query;
  readonly responses: readonly { readonly text: string; readonly correct: boolean }[];
}

/** Entries that one call reads, and queries that are kept: the newest. */
const AT_ONCE = 5_000;
const MOST_QUERIES = 2_000;

/**
 * @param after entries up to this number are left out
 * @returns by query, what was said last of each response, and the number of the last entry
 */
export async function labelledGroups(
  feedback: Pick<Feedback, 'list'>,
  after = 0,
): Promise<{ readonly groups: LabelledGroup[]; readonly last: number }> {
  const entries: FeedbackEntry[] = [];
  let last = after;
  for (;;) {
    const some = await feedback.list(last, AT_ONCE);
    entries.push(...some.filter(({ correct }) => correct !== null));
    last = some.at(-1)?.number ?? last;
    if (some.length < AT_ONCE) break;
  }
  return { groups: groupsOf(entries), last };
}

/** A person's word counts before that of a trusted check, and of each the last one. */
function groupsOf(entries: readonly FeedbackEntry[]): LabelledGroup[] {
  const byQuery = new Map<string, { query: Query; said: Map<string, FeedbackEntry> }>();
  for (const entry of entries) {
    const known = byQuery.get(entry.query) ?? { query: entry.body.query, said: new Map() };
    byQuery.delete(entry.query);
    byQuery.set(entry.query, known);
    const before = known.said.get(entry.body.text);
    if (entry.sort !== 'audit' || before === undefined || before.sort === 'audit')
      known.said.set(entry.body.text, entry);
  }
  return [...byQuery].slice(-MOST_QUERIES).map(([queryKey, { query, said }]) => ({
    queryKey,
    query,
    responses: [...said].map(([text, { correct }]) => ({ text, correct: correct === true })),
  }));
}

/** @returns a labelled group as the ledger would have it, so that a snapshot can score it. Nothing of it is recorded */
export function asRecorded(
  { queryKey, query, responses }: LabelledGroup,
  assignment: Assignment,
): RecordedGroup {
  const records = responses.map(({ text }, at) => {
    const id = `${queryKey}/${at}`;
    const reward: Reward = {
      id,
      record: null,
      reward: null,
      status: 'unscored',
      kind: assignment.kind,
      slots: { correctness: null, quality: null, format: null, efficiency: null, safety: null },
      flags: [],
      assignment,
      results: [],
    };
    return {
      record: id,
      at: 0,
      context: {},
      group: null,
      queryKey,
      query,
      rollout: { text },
      textHash: null,
      finishReason: null,
      rescoredFrom: null,
      reward,
    };
  });
  return { id: null, context: {}, queryKey, query, assignment, records, size: records.length };
}
