/** Techniques for trajectories, switched on over HTTP by a constraint of the query: each changes a reward as docs/techniques.md says. */
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { defineTool } from '../index.ts';
import { createRewardService } from '../service.ts';
import type { Reward } from '../spec/reward.ts';
import { buildApp } from './app.ts';

/** Reads what it says of each step behind its letter: `a:1 0.5 b:0 0 r:1`, and the reward behind `r:`. */
const reader = (id: string) =>
  defineTool({
    id,
    version: '1',
    title: id,
    description: `Reads the numbers behind ${id}:.`,
    type: 'verifier',
    slot: 'correctness',
    kinds: [],
    prepare:
      () =>
      ({ text }) => {
        const numbers = (of: string): number[] =>
          (new RegExp(`${of}:([0-9. ]+)`).exec(text)?.[1] ?? '').trim().split(' ').map(Number);
        return { status: 'scored', value: numbers('r')[0]!, evidence: {}, steps: numbers(id) };
      },
  });

const service = await createRewardService({
  home: null,
  record: false,
  threads: 1,
  tools: [reader('a'), reader('b')],
});
const app = await buildApp(service);
after(() => app.close());

const say = (content: string, name?: string): object => ({
  role: 'assistant',
  content,
  ...(name && { name }),
});
const use = (name: string, args: object = {}): object => ({
  role: 'assistant',
  content: '',
  tool_calls: [{ name, arguments: args }],
});
const got = (content: string): object => ({ role: 'tool', content });
const user = (content: string): object => ({ role: 'user', content });
const rule = (id: string, kwargs: object = {}): object => ({ id: `trajectory:${id}`, kwargs });

/** A rule that all of these trajectories keep: what they earn where the technique is not switched on. */
const PLAIN = rule('at_most', { event: 'explode', count: 0 });
const CALLS = [
  { name: 'find', arguments: { q: 'lamp' } },
  { name: 'buy', arguments: { id: 3 } },
];

/** By technique: what switches it on, a trajectory, its reward, and its step rewards under the shape `progress` or `share` where they say more. */
const CASES: Readonly<Record<string, readonly [object[], object[], number]>> = {
  'tool-call sequences': [[rule('calls', { calls: CALLS })], [use('find', { q: 'lamp' }), got('3')], 0.5],
  'decision-tree progress': [
    [
      rule('progress', {
        tree: { if: { happened: 'buy' }, yes: 1, no: { if: { loop: true }, yes: 0, no: 0.3 } },
      }),
    ],
    [use('find'), got('3')],
    0.3,
  ],
  clarification: [
    [rule('clarification', { slots: [{ name: 'size', about: ['size'] }], act: 'buy' })],
    [say('Which size?'), user('large'), say('And your name?'), user('Ada'), use('buy'), got('ok')],
    0.8,
  ],
  'information gain': [
    [rule('information', { attributes: { size: ['small', 'large'], colour: ['red', 'blue'] } })],
    [say('Which size?'), user('large')],
    0.5,
  ],
  'success with evidence': [
    [rule('citations', { must: [{ call: 'buy', result: 'ok' }] })],
    [use('buy'), got('ok, number 17'), say('Bought [step 1: "ok, number 18"].')],
    0,
  ],
  'calculations checked': [[rule('calculations', { wrong: 0.5 })], [say('2 + 2 = 4. 3 * 3 = 10.')], 0.5],
  discussion: [
    [rule('discussion', { solvers: ['a'], critics: ['b'], answers: ['42'] })],
    [say('The answer is 42.', 'a'), say('That is wrong.', 'b')],
    0.5,
  ],
  'purified trajectories': [
    [rule('no_loop', { of: 'tool', count: 1 }), rule('purified')],
    [use('find', { q: 'lmap' }), got('Error: nothing'), use('find', { q: 'lamp' }), got('3')],
    1,
  ],
};

async function rewardOf(constraints: readonly object[], steps: readonly object[]): Promise<Reward> {
  const groups = [{ prompt: 'What is 6 * 7, and buy me a lamp.', constraints, steps }];
  const reply = await app.inject({ method: 'POST', url: '/v1/rewards', payload: { groups } });
  assert.equal(reply.statusCode, 200, reply.body);
  return (reply.json() as { items: Reward[] }).items[0]!;
}

for (const [name, [constraints, steps, wanted]] of Object.entries(CASES))
  test(`${name}, switched on over HTTP`, async () => {
    const reward = await rewardOf(constraints, steps);
    assert.equal(reward.reward, wanted, JSON.stringify(reward.results));
    assert.equal(reward.results[0]?.steps?.length, steps.length);
    const without = await rewardOf(name.startsWith('purified') ? constraints.slice(0, 1) : [PLAIN], steps);
    assert.notEqual(without.reward, wanted);
    assert.notEqual(without.reward, null);
  });

/** By way: its settings, what is sent, and the step rewards, weights and flags of each rollout. */
const WAYS: Readonly<
  Record<string, readonly [object, string[], number[][], (number[] | undefined)[], string[]]>
> = {
  'two-tier': [
    { tool: 'a', check: 'b' },
    ['a:1 0.5 b:1 0.4 r:1', 'a:1 1 b:1 0 r:1'],
    [
      [1, 0.5],
      [1, 0],
    ],
    [undefined, undefined],
    ['', 'tiers_disagree'],
  ],
  regression: [
    {},
    ['a:1 0 b:0 1 r:1', 'a:0 0 b:1 0 r:0'],
    [
      [1, 0],
      [0, 0],
    ],
    [undefined, undefined],
    ['', ''],
  ],
  implicit: [
    { beta: 0.5 },
    ['a:0 0 b:0 0 r:1', 'a:0 0 b:0 0 r:0'],
    [
      [0.75, 0.25],
      [0.25, -0.25],
    ],
    [undefined, undefined],
    ['', ''],
  ],
  regularised: [
    { beta: 0.5 },
    ['a:0 0 b:0 0 r:1', 'a:0 0 b:0 0 r:0'],
    [
      [0, 0.5],
      [-0.5, 0],
    ],
    [undefined, undefined],
    ['', ''],
  ],
  'first-error': [
    { tool: 'a' },
    ['a:1 0.2 b:0 0 r:0', 'a:1 1 b:0 0 r:1'],
    [
      [0, -0.3],
      [0, 0],
    ],
    [[1, 1], undefined],
    ['first_error', ''],
  ],
  // All three begin alike: the credit stands on the step where they part, and what came before is masked out of the update.
  pivot: [
    {},
    ['a:0 0 b:0 0 r:1', 'a:0 0 b:0 0 r:0', 'a:0 0 b:0 0 r:0.5'],
    [
      [0, 1],
      [0, -1],
      [0, 0.5],
    ],
    [
      [0, 1],
      [0, 1],
      [0, 1],
    ],
    ['pivot', 'pivot', 'pivot'],
  ],
};

for (const [how, [settings, sent, wanted, weights, flags]] of Object.entries(WAYS))
  test(`step rewards ${how}, switched on over HTTP`, async () => {
    const responses = sent.map((text) => ({
      steps: [say('I look.'), say(text)],
      extra_info: { log_ratios: [1, 0] },
    }));
    const groups = [{ id: how, prompt: 'Try.', tools: ['a', 'b'], responses }];
    const post = async (body: object): Promise<Reward[]> => {
      const reply = await app.inject({ method: 'POST', url: '/v1/rewards', payload: body });
      assert.equal(reply.statusCode, 200, reply.body);
      return (reply.json() as { items: Reward[] }).items;
    };
    const rewards = await post({ shaping: { '*': [{ shape: 'steps', how, ...settings }] }, groups });
    for (const [index, reward] of rewards.entries()) {
      for (const [step, value] of wanted[index]!.entries())
        assert.ok(Math.abs(reward.step_rewards![step]! - value) < 1e-4, JSON.stringify(reward.step_rewards));
      assert.deepEqual(reward.step_weights, weights[index]);
      assert.ok(flags[index] === '' || reward.flags.includes(flags[index]!), String(reward.flags));
    }
    assert.ok((await post({ groups })).every((reward) => reward.step_rewards === undefined));
  });

test('factors of steps by code, redistributed over HTTP', async () => {
  const code = 'function factors(step) { return [step.content.includes("good") ? 1 : 0]; }';
  const constraints = [rule('factors', { code }), rule('eventually', { event: { said: 'good' } })];
  const responses = [{ steps: [say('bad'), say('good')] }, { steps: [say('bad'), say('worse')] }];
  const payload = {
    shaping: { '*': [{ shape: 'steps', how: 'regression' }] },
    groups: [{ prompt: 'Say something.', constraints, responses }],
  };
  const reply = await app.inject({ method: 'POST', url: '/v1/rewards', payload });
  const { items } = reply.json() as { items: Reward[] };
  assert.deepEqual(
    items.map(({ reward }) => reward),
    [1, 0],
    reply.body,
  );
  const [right, wrong] = items.map(({ step_rewards: parts = [] }) =>
    parts.map((part) => Math.round(part * 100) / 100),
  );
  assert.ok(right![1]! > right![0]!, String(right));
  assert.deepEqual(
    wrong!.map((part) => part + 0).reduce((sum, part) => sum + part, 0),
    0,
  );
});
