/** What the feedback of every store must do. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Feedback, NewFeedback } from '../store/feedback.ts';

const query = { messages: [], references: [], constraints: [], hints: {} };
const said = (sort: NewFeedback['sort'], correct: boolean | null, text = 'yes'): NewFeedback => ({
  sort,
  query: 'k',
  correct,
  by: 'ada',
  body: { query, text },
});

/** @param open opens empty feedback */
export function feedbackContract(name: string, open: () => Promise<Feedback>): void {
  test(`${name}: a person’s last word counts before a gold label, and that before a trusted check`, async () => {
    const feedback = await open();
    assert.equal(await feedback.verdictOn('k', 'yes'), null);
    await feedback.add([said('audit', true)]);
    assert.equal(await feedback.verdictOn('k', 'yes'), true);
    await feedback.add([said('gold', false), said('audit', true)]);
    assert.equal(await feedback.verdictOn('k', 'yes'), false);
    await feedback.add([said('verdict', false), said('verdict', true), said('click', null)]);
    assert.equal(await feedback.verdictOn('k', 'yes'), true);
    assert.equal(await feedback.verdictOn('k', 'no'), null);
    assert.equal(await feedback.verdictOn('other', 'yes'), null);
    const all = await feedback.list();
    assert.deepEqual(
      all.map(({ number, sort }) => [number, sort]),
      [
        [1, 'audit'],
        [2, 'gold'],
        [3, 'audit'],
        [4, 'verdict'],
        [5, 'verdict'],
        [6, 'click'],
      ],
    );
    assert.deepEqual(await feedback.list(4, 1), [all[4]]);
    await feedback.close();
  });
}
