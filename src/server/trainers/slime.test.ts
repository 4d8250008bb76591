import assert from 'node:assert/strict';
import { test } from 'node:test';
import { MESSAGES, ROW, send, TEMPLATED, withTrainers } from '../../testing/trainer-requests.ts';

test('the body of the reply is the reward, as JSON', async () => {
  await withTrainers(async (app) => {
    const bytes = `{"prompt": ${JSON.stringify(TEMPLATED)}, "response": "The answer is 12.<|im_end|>", "label": "12"}`;
    const { status, text, headers } = await send(app, '/slime', bytes);
    assert.deepEqual([status, text], [200, '1.0']);
    assert.match(String(headers['content-type']), /^application\/json/);
    const messages = { prompt: MESSAGES, response: '13', label: '12' };
    assert.equal((await send(app, '/slime', messages)).text, '0.0');
    assert.equal((await send(app, '/slime', { prompt: ROW.prompt, response: '12', label: 12 })).text, '1.0');
  });
});

test('--reward-key: a flat object of numbers with the same keys always', async () => {
  await withTrainers(
    async (app) => {
      const scored = await send(app, '/slime?reply=object', {
        prompt: MESSAGES,
        response: '12',
        label: '12',
      });
      const without = await send(app, '/slime?reply=object', {
        prompt: 'Write a poem.',
        response: 'Rain.',
        label: null,
      });
      const [one, other] = [scored.body, without.body] as Record<string, number>[];
      assert.deepEqual([one?.score, one?.acc, one?.no_reward], [1, 1, 0]);
      assert.deepEqual([other?.score, other?.no_reward], [0, 1]);
      assert.deepEqual(Object.keys(one!), Object.keys(other!));
    },
    { trainers: { slime: { noReward: 0 } } },
  );
});

test('no reward is an error by default; a list is answered with a list', async () => {
  await withTrainers(async (app) => {
    const poem = { prompt: 'Write a poem.', response: 'Rain.', label: null };
    assert.equal((await send(app, '/slime', poem)).status, 422);
    const sample = { prompt: MESSAGES, label: '12' };
    const many = await send(app, '/slime', [
      { ...sample, response: '12' },
      { ...sample, response: '1' },
    ]);
    assert.equal(many.text, '[1.0,0.0]');
    assert.equal((await send(app, '/slime', [])).text, '[]');
  });
});

test('a window makes one group of samples that come one by one', async () => {
  await withTrainers(async (app) => {
    const ask = (response: string) =>
      send(app, '/slime?run=g&group_window_ms=2000&group_size=4', {
        prompt: MESSAGES,
        response,
        label: '12',
      });
    const replies = await Promise.all(['12', 'twelve: 12', '11', '10'].map(ask));
    assert.deepEqual(
      replies.map((reply) => reply.text),
      ['1.0', '1.0', '0.0', '0.0'],
    );
    const metrics = (await app.inject({ url: '/metrics' })).body;
    assert.match(metrics, /rlar_score_seconds_count 1\n/);
  }, {});
});

test('bad bodies are clear 4xx errors', async () => {
  await withTrainers(async (app) => {
    for (const body of [{}, 'x', { prompt: 3, response: 'x' }, { prompt: 'x', response: null }]) {
      const { status } = await send(app, '/slime', JSON.stringify(body));
      assert.equal(status, 400, JSON.stringify(body));
    }
    const onPolicyDistillation = { input_ids: [1, 2], sampling_params: {}, return_logprob: true };
    assert.match(
      (await send(app, '/slime', onPolicyDistillation)).text,
      /expected \{prompt, response, label\}/,
    );
  });
});
