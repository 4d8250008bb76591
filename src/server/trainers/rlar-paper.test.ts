import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ROW, send, withTrainers } from '../../testing/trainer-requests.ts';

const payload = (response: string, ground_truth: unknown = '12') => ({
  prompt: ROW.prompt,
  response,
  ground_truth,
});

test('auto, a tool by its id, and named routes at both levels', async () => {
  await withTrainers(
    async (app) => {
      const score = async (path: string, response: string) =>
        ((await send(app, path, payload(response))).body as { score: number }).score;
      for (const path of ['/rlar/auto', '/rlar/final-number', '/rlar/skywork_llama', '/skywork_llama']) {
        assert.equal(await score(path, '12'), 1, path);
        assert.equal(await score(path, '13'), 0, path);
      }
      assert.match((await send(app, '/rlar/auto', payload('12'))).text, /^\{"score":1\.0,/);
    },
    { trainers: { rlar: { routes: { skywork_llama: { task: 'math' } } } } },
  );
});

test('an unknown route, no reward, and bare NaN are errors, never −20', async () => {
  await withTrainers(async (app) => {
    assert.equal((await send(app, '/rlar/skywork_llama', payload('12'))).status, 404);
    assert.equal((await send(app, '/skywork_llama', payload('12'))).status, 404);
    const poem = { prompt: 'Write a poem.', response: 'Rain.', ground_truth: null };
    assert.equal((await send(app, '/rlar/auto', poem)).status, 422);
    const bytes = '{"prompt": "q", "response": "r", "ground_truth": NaN}';
    assert.match((await send(app, '/rlar/auto', bytes)).text, /ground_truth: NaN is no JSON value/);
  });
});
