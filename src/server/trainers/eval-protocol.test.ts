import assert from 'node:assert/strict';
import { test } from 'node:test';
import { MESSAGES, send, withTrainers } from '../../testing/trainer-requests.ts';

const conversation = (content: string) => [...MESSAGES, { role: 'assistant', content }];

interface Result {
  readonly score: number;
  readonly is_score_valid: boolean;
  readonly error: string | null;
  readonly metrics: Record<string, { score: number }>;
}

test('a conversation is evaluated; what is no score is not valid', async () => {
  await withTrainers(async (app) => {
    const ask = async (payload: object) => (await send(app, '/evaluate', payload)).body as Result;
    const right = await ask({ messages: conversation('12'), ground_truth: '12', kwargs: {} });
    assert.deepEqual([right.score, right.is_score_valid, right.error], [1, true, null]);
    assert.equal(right.metrics.correctness?.score, 1);
    const hinted = await ask({ messages: conversation('13'), ground_truth: '12', kwargs: { task: 'math' } });
    assert.deepEqual([hinted.score, hinted.is_score_valid], [0, true]);
    const poem = [
      { role: 'user', content: 'Write a poem.' },
      { role: 'assistant', content: 'Rain.' },
    ];
    const none = await ask({ messages: poem, ground_truth: poem.slice(0, 1) });
    assert.deepEqual([none.score, none.is_score_valid], [0, false]);
    assert.equal(typeof none.error, 'string');
    assert.equal((await send(app, '/evaluate', { messages: MESSAGES })).status, 400);
    assert.equal((await send(app, '/evaluate', { messages: [] })).status, 400);
  });
});
