import assert from 'node:assert/strict';
import { test } from 'node:test';
import { send, TEMPLATED, withTrainers } from '../../testing/trainer-requests.ts';

/** The bytes of aiohttp's `session.post(url, json=payload)` in 0.11.2: `json.dumps` with its spaces and escapes. */
const BYTES = `{"query": [${JSON.stringify(`${TEMPLATED}3 bags \u00d7 4 = 12. The answer is 12.<|im_end|>`)}], "prompts": [${JSON.stringify(TEMPLATED)}], "labels": ["12"]}`;

interface Answer {
  readonly rewards: number[];
  readonly scores: number[];
  readonly extra_logs: Record<string, number[]>;
}
const sample = (response: string, label: unknown = '12') => ({
  query: [TEMPLATED + response],
  prompts: [TEMPLATED],
  labels: [label],
});

test('the bytes of OpenRLHF 0.11.2: lists of floats, numbers alone in extra_logs', async () => {
  await withTrainers(async (app) => {
    const { status, body, text, headers } = await send(app, '/get_reward', BYTES);
    assert.equal(status, 200);
    assert.match(String(headers['content-type']), /^application\/json/);
    const answer = body as Answer;
    assert.deepEqual([answer.rewards, answer.scores], [[1], [1]]);
    assert.match(text, /"rewards":\[1\.0\],"scores":\[1\.0\]/);
    for (const value of Object.values(answer.extra_logs).flat()) assert.equal(typeof value, 'number');
    assert.deepEqual(answer.extra_logs.truncated, [0]);
  });
});

test('several samples, wrong answers, scalars, and empty lists at once', async () => {
  await withTrainers(async (app) => {
    const many = await send(app, '/get_reward', {
      query: [`${TEMPLATED}12<|im_end|>`, `${TEMPLATED}13<|im_end|>`],
      prompts: [TEMPLATED, TEMPLATED],
      labels: ['12', '12'],
    });
    assert.deepEqual((many.body as Answer).rewards, [1, 0]);
    const one = await send(app, '/get_reward', {
      query: `${TEMPLATED}12<|im_end|>`,
      prompts: TEMPLATED,
      labels: '12',
    });
    assert.match(one.text, /^\{"rewards":1\.0,"scores":1\.0,"extra_logs":\{"acc":1\.0,/);
    const empty = await send(app, '/get_reward', '{"query": [], "prompts": [], "labels": []}');
    assert.deepEqual([empty.status, empty.body], [200, { rewards: [], scores: [], extra_logs: {} }]);
  });
});

test('no reward is an error by default, counted, and the same on a retry', async () => {
  await withTrainers(async (app) => {
    for (const _ of [1, 2]) {
      const { status, body } = await send(app, '/get_reward', sample('Rain falls.<|im_end|>', ''));
      assert.deepEqual([status, (body as { error: { code: string } }).error.code], [422, 'RLAR_NO_REWARD']);
    }
    const metrics = (await app.inject({ url: '/metrics' })).body;
    assert.match(metrics, /rlar_no_reward_total\{trainer="openrlhf",policy="error",status="unscored"\} 1/);
    assert.match(metrics, /rlar_requests_joined_total 1/);
  });
});

test('a number that the user chose is sent, flagged and counted; the keys are the same', async () => {
  await withTrainers(
    async (app) => {
      const without = await send(app, '/get_reward', sample('Rain falls.<|im_end|>', ''));
      const scored = await send(app, '/get_reward', sample('12<|im_end|>'));
      const answer = without.body as Answer;
      assert.deepEqual([answer.rewards, answer.extra_logs.no_reward], [[-1], [1]]);
      assert.equal(without.headers['x-rlar-no-reward'], '1');
      assert.equal(scored.headers['x-rlar-no-reward'], undefined);
      assert.deepEqual(Object.keys(answer.extra_logs), Object.keys((scored.body as Answer).extra_logs));
      assert.match(
        (await app.inject({ url: '/metrics' })).body,
        /rlar_no_reward_total\{trainer="openrlhf",policy="number",status="unscored"\} 1/,
      );
    },
    { trainers: { openrlhf: { noReward: -1 } } },
  );
});

test('metadata rides in the label or in the URL', async () => {
  await withTrainers(async (app) => {
    const label = JSON.stringify({ reference: '12', task: 'gsm8k', group: 'q7' });
    assert.deepEqual(
      ((await send(app, '/get_reward', sample('12<|im_end|>', label))).body as Answer).rewards,
      [1],
    );
    const pinned = await send(app, '/get_reward?tools=final-number&run=r1&step=3', sample('12<|im_end|>'));
    assert.deepEqual((pinned.body as Answer).rewards, [1]);
    const typo = await send(app, '/get_reward?taks=math', sample('12<|im_end|>'));
    assert.equal(typo.status, 400);
    assert.match(typo.text, /taks/);
  });
});

test('a prefilled <think> is put back, and an answer that never comes is no answer', async () => {
  await withTrainers(async (app) => {
    const prompt = `${TEMPLATED}<think>\n`;
    const rewarded = async (response: string) => {
      const reply = await send(app, '/get_reward', {
        query: [prompt + response],
        prompts: [prompt],
        labels: ['12'],
      });
      return (reply.body as Answer).rewards[0];
    };
    assert.equal(await rewarded('3 × 4 = 12, or is it 13?\n</think>\n\n12<|im_end|>'), 1);
    assert.equal(await rewarded('It is 12\n</think>\n\n13<|im_end|>'), 0);
    assert.equal(await rewarded('The answer is 12'), 0);
  });
});

test('an answer without its end token is flagged as cut off, unless the URL says that this means nothing', async () => {
  await withTrainers(async (app) => {
    const truncated = async (url: string) =>
      ((await send(app, url, sample('The answer is 12'))).body as Answer).extra_logs.truncated;
    assert.deepEqual(await truncated('/get_reward'), [1]);
    assert.deepEqual(await truncated('/get_reward?eos=unknown'), [0]);
  });
});

test('bad bodies are clear 4xx errors', async () => {
  await withTrainers(async (app) => {
    const outcome = async (payload: unknown) => {
      const { status, text } = await send(app, '/get_reward', payload);
      return `${status} ${text}`;
    };
    assert.match(await outcome({ query: ['x'] }), /^400 .*prompts/);
    assert.match(await outcome({ query: ['x'], prompts: [] }), /^400 .*prompts: 0 for 1/);
    assert.match(await outcome({ query: ['other text'], prompts: ['a prompt'] }), /^400 .*does not begin/);
    assert.match(await outcome('{"query": ["a"], "prompts": ["a"], "labels": [NaN]}'), /^400 .*labels: NaN/);
    assert.match(
      await outcome('{"query": ["a"], "prompts": ["a"], "labels": -Infinity}'),
      /^400 .*labels: Infinity/,
    );
    assert.match(await outcome(''), /^400 /);
  });
});
