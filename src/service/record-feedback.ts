import { RlarError } from '../spec/errors.ts';
import type { FeedbackItem } from '../spec/feedback.ts';
import type { Feedback, NewFeedback } from '../store/feedback.ts';
import type { Ledger } from '../store/ledger.ts';

/**
 * Records what somebody said of recorded rewards. The rewards stay as they are.
 * @returns the number of the last entry
 * @throws RlarError RLAR_NOT_FOUND where a record is not in the ledger, or its texts are not kept: then nothing is recorded
 */
export async function recordFeedback(
  items: readonly FeedbackItem[],
  ledger: Pick<Ledger, 'getReward'>,
  feedback: Feedback,
): Promise<number> {
  const entries = await Promise.all(items.map((item) => entryOf(item, ledger)));
  return feedback.add(entries);
}

async function entryOf(item: FeedbackItem, ledger: Pick<Ledger, 'getReward'>): Promise<NewFeedback> {
  const { by, note } = item;
  const about = await shown('chosen' in item ? item.chosen : item.record, ledger);
  const body = { ...about.body, ...(note !== undefined && { note }) };
  if ('correct' in item) return { sort: 'verdict', query: about.key, correct: item.correct, by, body };
  if ('action' in item) {
    const { action, exposure } = item;
    return { sort: 'click', query: about.key, correct: null, by, body: { ...body, action, exposure } };
  }
  const worse = await shown(item.rejected, ledger);
  if (worse.key !== about.key)
    throw new RlarError(
      'RLAR_INVALID_REQUEST',
      `${item.chosen} and ${item.rejected} answer different queries`,
    );
  return { sort: 'pair', query: about.key, correct: null, by, body: { ...body, other: worse.body.text } };
}

async function shown(record: string, ledger: Pick<Ledger, 'getReward'>) {
  const found = await ledger.getReward(record);
  if (!found?.query || !found.rollout)
    throw new RlarError('RLAR_NOT_FOUND', `no reward ${record}, or its texts are not kept`);
  return { key: found.queryKey, body: { query: found.query, text: found.rollout.text, record } };
}
