import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { FastifyInstance } from 'fastify';
import { MESSAGES, send, withTrainers } from '../../testing/trainer-requests.ts';

const message = (text: string) => ({
  id: 'm',
  type: 'message',
  role: 'assistant',
  status: 'completed',
  content: [{ type: 'output_text', text, annotations: [] }],
});
const verify = (output: object[], row: object = { expected_answer: '12' }) => ({
  responses_create_params: { input: MESSAGES },
  response: {
    id: 'r',
    created_at: 0,
    model: 'm',
    object: 'response',
    output,
    parallel_tool_calls: true,
    tool_choice: 'auto',
    tools: [],
  },
  _ng_task_index: 3,
  ...row,
});

interface Verified extends Record<string, unknown> {
  readonly reward: number;
  readonly reward_components: Record<string, number>;
  readonly instance_config: Record<string, unknown>;
}
const sum = (parts: Record<string, number>) => Object.values(parts).reduce((left, right) => left + right, 0);

test('the row and the response come back with a reward that is the sum of its components', async () => {
  await withTrainers(async (app) => {
    const reasoning = {
      type: 'reasoning',
      id: 'x',
      summary: [{ type: 'summary_text', text: 'It may be 13.' }],
    };
    const sent = verify([reasoning, message('The answer is 12.')]);
    const { status, body } = await send(app, '/verify', sent);
    const answer = body as Verified;
    assert.equal(status, 200);
    assert.deepEqual([answer.reward, sum(answer.reward_components)], [1, 1]);
    assert.deepEqual(answer.response, sent.response);
    assert.deepEqual([answer._ng_task_index, answer.expected_answer, answer.mask_sample], [3, '12', false]);
    assert.equal('_ng_failure_class' in answer, false);
    const wrong = (await send(app, '/verify', verify([message('13')]))).body as Verified;
    assert.deepEqual([wrong.reward, sum(wrong.reward_components)], [0, 0]);
    assert.deepEqual(Object.keys(wrong.reward_components), Object.keys(answer.reward_components));
  });
});

test('calls of functions are steps; text parts and developer messages are read', async () => {
  await withTrainers(async (app) => {
    const call = { type: 'function_call', call_id: 'c', name: 'get_weather', arguments: '{"city": "Rome"}' };
    const row = { expected_calls: [{ name: 'get_weather', arguments: { city: 'Rome' } }] };
    const { body } = await send(app, '/verify', verify([call], row));
    assert.equal((body as Verified).reward, 1);
    const other = { ...call, name: 'get_time', arguments: '{"zone": "CET"}' };
    assert.equal(((await send(app, '/verify', verify([other], row))).body as Verified).reward, 0);
  });
});

test('a program with its input or its output is read; without a program their names are the data set’s own', async () => {
  await withTrainers(async (app) => {
    const row = { code: 'def f(n):\n    return n + 1', input: '1', output: '2', entry_point: 'f' };
    const reward = async (text: string, sent: object) =>
      ((await send(app, '/verify', verify([message(text)], sent))).body as Verified).reward;
    assert.deepEqual(
      [await reward('[ANSWER]2[/ANSWER]', row), await reward('[ANSWER]3[/ANSWER]', row)],
      [1, 0],
    );
    const chance = { expected_answer: '12', code: { id: 1 }, input: 'x', output: '13' };
    assert.deepEqual([await reward('12', chance), await reward('13', chance)], [1, 0]);
  });
});

test('without a reward: 200, 0.0, a failure class, masked at the top and in instance_config', async () => {
  await withTrainers(async (app) => {
    const poem = {
      ...verify([message('Rain.')], { instance_config: { seed: 1 } }),
      responses_create_params: { input: 'Write a poem.' },
    };
    const { status, body } = await send(app, '/verify', poem);
    const answer = body as Verified;
    assert.equal(status, 200);
    assert.deepEqual([answer.reward, sum(answer.reward_components)], [0, 0]);
    assert.deepEqual(
      [answer._ng_failure_class, answer.mask_sample, answer.instance_config, answer.failure_kind],
      ['rlar_unscored', true, { seed: 1, mask_sample: true }, 'RLAR_NO_REWARD'],
    );
    assert.equal(typeof answer.failure_reason, 'string');
    const broken = verify([message('12')], { rlar: { reference: '12', tools: ['nobody'] } });
    assert.equal(((await send(app, '/verify', broken)).body as Verified)._ng_failure_class, 'rlar_failed');
    assert.match(
      (await app.inject({ url: '/metrics' })).body,
      /rlar_no_reward_total\{trainer="nemo-gym",policy="mask",status="failed"\} 1/,
    );
  });
});

test('no output at all is an empty answer; an answer that the token limit cut is flagged', async () => {
  await withTrainers(async (app) => {
    assert.equal(((await send(app, '/verify', verify([]))).body as Verified).reward, 0);
    const cut = verify([message('12')]);
    const response = {
      ...cut.response,
      status: 'incomplete',
      incomplete_details: { reason: 'max_output_tokens' },
    };
    const answer = (await send(app, '/verify', { ...cut, response })).body as Verified;
    assert.deepEqual((answer.rlar_verdict as { flags: string[] }).flags, ['truncated']);
  });
});

test('seed_session, reverify_mode, aggregate_metrics', async () => {
  await withTrainers(async (app) => {
    assert.deepEqual((await send(app, '/seed_session', verify([]))).body, {});
    assert.equal((await app.inject({ url: '/reverify_mode' })).body, '"stateless"');
    const { body } = await send(app, '/aggregate_metrics', {
      verify_responses: [
        { _ng_task_index: 1, _ng_rollout_index: 0, reward: 1, mask_sample: false },
        { _ng_task_index: 0, _ng_rollout_index: 0, reward: 0 },
        { _ng_task_index: 0, _ng_rollout_index: 1, reward: 1 },
        { _ng_task_index: 0, _ng_rollout_index: 2, reward: 0, _ng_failure_class: 'rlar_failed' },
      ],
    });
    const metrics = body as { group_level_metrics: object[]; key_metrics: Record<string, number> };
    assert.deepEqual(metrics.group_level_metrics[0], {
      'mean/reward': 0.5,
      'max/reward': 1,
      'min/reward': 0,
      'median/reward': 0.5,
      'std/reward': Math.SQRT1_2,
      _ng_task_index: 0,
    });
    assert.equal(metrics.key_metrics['mean/reward'], 2 / 3);
    assert.deepEqual((await send(app, '/aggregate_metrics', { verify_responses: [] })).body, {
      group_level_metrics: [],
      agent_metrics: {},
      key_metrics: {},
    });
    assert.equal((await send(app, '/aggregate_metrics', {})).status, 400);
    assert.equal((await send(app, '/verify', { response: {} })).status, 400);
  });
});

test('the allowed answers of a row are part of its query, as in a file', async () => {
  await withTrainers(async (app) => {
    const row = { choices: ['apple', 'rock', 'car'], answer: 0 };
    const rewardOf = async (said: string): Promise<number> => {
      const asked = { responses_create_params: { input: [{ role: 'user', content: 'Which is a fruit?' }] } };
      const { body } = await send(app, '/verify', verify([message(said)], { ...asked, ...row }));
      return (body as Verified).reward;
    };
    assert.deepEqual([await rewardOf('A'), await rewardOf('apple'), await rewardOf('rock')], [1, 1, 0]);
  });
});

test('each wire gets of step rewards and weights what it can take; flat maps of numbers stay as they are', async () => {
  const tool = (name: string) => ({ type: 'function_call', call_id: name, name, arguments: '{}' });
  const result = { type: 'function_call_output', call_id: 'x', output: 'yes' };
  const row = { constraints: [{ id: 'trajectory:before', kwargs: { first: 'confirm', later: 'delete' } }] };
  await withTrainers(
    async (app) => {
      const sent = verify([tool('confirm'), result, tool('delete'), message('Done.')], row);
      const { body } = await send(app, '/verify', sent);
      const answer = body as Verified & { step_rewards: number[] };
      assert.deepEqual([answer.reward, answer.mask_sample, answer.step_rewards.length], [1, false, 4]);
      assert.ok(Math.abs(answer.step_rewards.reduce((left, right) => left + right, 0) - 1) < 1e-9);

      const calls = [{ type: 'function', function: { name: 'confirm', arguments: '{}' } }];
      const messages = [...MESSAGES, { role: 'assistant', content: null, tool_calls: calls }];
      const evaluated = await send(app, '/evaluate', { messages, kwargs: row });
      const { step_outputs: outputs } = evaluated.body as { step_outputs: unknown };
      assert.deepEqual(outputs, [{ step_index: 0, base_reward: 1 }]);

      const two = await Promise.all(
        ['12', '13'].map((said) =>
          send(app, '/verify?group_window_ms=2000&group_size=2&run=two', verify([message(said)])),
        ),
      );
      assert.deepEqual(
        two.map(({ body: one }) => {
          const { reward, instance_config: config, step_rewards: steps } = one as Verified;
          return [reward, config.mask_sample, steps];
        }),
        [
          [1, false, null],
          [0, true, null],
        ],
      );
    },
    {
      shaping: {
        '*': [
          { shape: 'filter', keep: 'top' },
          { shape: 'steps', how: 'share' },
        ],
      },
    },
  );
});

test('a run whose shapes make advantages has no components in any sample, and the verdict says why', async () => {
  const gdpo = [{ shape: 'gdpo', weights: { correctness: 1 } }] as const;
  const verified = async (app: FastifyInstance, run: string, kind: string) => {
    const row = { expected_answer: '12', reward_components: { stale: 1 }, rlar: { reference: '12', kind } };
    const answer = (await send(app, `/verify?run=${run}`, verify([message('12')], row))).body as Verified;
    return { components: answer.reward_components, ...(answer.rlar_verdict as { no_components?: string }) };
  };
  await withTrainers(
    async (app) => {
      for (const kind of ['math.final-answer', 'short-answer', 'chat']) {
        const { components, no_components: why } = await verified(app, 'one', kind);
        assert.equal(components, undefined, kind);
        assert.match(why!, /the shape gdpo/);
      }
      await send(app, '/v1/rewards', { run: 'two', shaping: { '*': [{ shape: 'audit' }] }, groups: [] });
      const { components, no_components: why } = await verified(app, 'two', 'math.final-answer');
      assert.deepEqual([sum(components), why], [1, undefined]);
    },
    { shaping: { math: [...gdpo] } },
  );
});
