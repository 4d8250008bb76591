import assert from 'node:assert/strict';
import { test } from 'node:test';
import { send, withTrainers } from '../../testing/trainer-requests.ts';

interface Run {
  readonly reward: number;
  readonly sub_rewards: Record<string, number>;
  readonly metadata: { readonly name: string; readonly errors: Record<string, boolean | string | null> };
}

test('an item is graded in the shape of OpenAI; what is no reward has its error flag', async () => {
  await withTrainers(async (app) => {
    const path = '/v1/fine_tuning/alpha/graders/run';
    const grader = { type: 'string_check', name: 'eq', input: '{{sample.output_text}}', operation: 'eq' };
    const item = { prompt: 'How many legs have 3 cats?', answer: '12' };
    const ask = async (payload: object) => (await send(app, path, payload)).body as Run;
    const right = await ask({ grader, item, model_sample: 'They have 12.' });
    assert.deepEqual([right.reward, right.sub_rewards, right.metadata.name], [1, { correctness: 1 }, 'eq']);
    assert.equal(right.metadata.errors.other_error, false);
    assert.equal((await ask({ grader, item, model_sample: 'They have 13.' })).reward, 0);
    const none = await ask({ grader, item: { prompt: 'Write a poem.' }, model_sample: 'Rain.' });
    assert.deepEqual([none.reward, none.metadata.errors.other_error], [0, true]);
    assert.equal((await send(app, path, { grader, item })).status, 400);
    assert.equal((await send(app, path, { model_sample: 'x' })).status, 400);
  });
});
