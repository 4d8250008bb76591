/** What trainers get for a rollout without a reward. */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { createRewardService } from '../../service.ts';
import { fc } from '../../testing/fc.ts';
import { MESSAGES, send, withTrainers } from '../../testing/trainer-requests.ts';
import { buildApp } from '../app.ts';
import { policyFor } from './no-reward.ts';
import { noRewardNotice } from './no-reward-notice.ts';

const home = mkdtempSync(join(tmpdir(), 'rlar-no-reward-'));
after(() => rmSync(home, { recursive: true, force: true }));
const POEM = [{ role: 'user', content: 'Write a poem about rain.' }];
const sample = (prompt: object, response: string) => ({
  prompt,
  response,
  label: prompt === POEM ? null : '12',
});
const TOO_LONG = 'x'.repeat(600);
const numbers = (body: unknown) =>
  (body as { score: number; no_reward: number }[]).map(({ score, no_reward }) => [score, no_reward]);

test('neutral: a mixed step goes on, and a rollout without a reward changes no mean', async () => {
  const config = { limits: { textCharacters: 500 }, trainers: { slime: { noReward: 'neutral' as const } } };
  await withTrainers(async (app) => {
    const math = ['12', '13', TOO_LONG, '12'].map((response) => sample(MESSAGES, response));
    const poems = ['Rain falls.', 'Rain.'].map((response) => sample(POEM, response));
    const reply = await send(app, '/slime?run=mixed&step=1&reply=object', [...math, ...poems]);
    assert.equal(reply.status, 200);
    assert.deepEqual(numbers(reply.body), [
      [1, 0],
      [0, 0],
      [2 / 3, 1],
      [1, 0],
      [0, 1],
      [0, 1],
    ]);
    assert.equal(reply.headers['x-rlar-no-reward'], '3');
    const { body } = await app.inject({ url: '/metrics' });
    assert.match(body, /rlar_no_reward_total\{trainer="slime",policy="neutral",status="failed"\} 1/);
    assert.match(body, /rlar_no_reward_total\{trainer="slime",policy="neutral",status="unscored"\} 2/);
    assert.match(body, /rlar_flags_total\{flag="group_incomplete"\} 4/);
  }, config);
});

test('a run may say what an unscorable response is worth; another rollout without a reward gets what the policy says', async () => {
  const config = { limits: { textCharacters: 500 } };
  await withTrainers(async (app) => {
    const math = ['12', TOO_LONG].map((response) => sample(MESSAGES, response));
    const priced = await send(app, '/slime?run=priced&unscorable=-1&reply=object', math);
    assert.equal(priced.status, 200);
    assert.deepEqual(numbers(priced.body), [
      [1, 0],
      [-1, 1],
    ]);
    assert.equal((await send(app, '/slime?run=free&reply=object', math)).status, 413, 'nothing is made up');
    const poem = await send(app, '/slime?run=priced', sample(POEM, 'Rain falls.'));
    assert.equal(poem.status, 422, 'the query lacks a tool: that is not the response’s doing');
    const record = await app.inject({
      method: 'POST',
      url: '/v1/rewards',
      payload: { run: 'priced', prompt: MESSAGES, reference: '12', responses: [TOO_LONG] },
    });
    const [reward] = record.json().items;
    assert.deepEqual([reward.reward, reward.status, reward.worth], [null, 'failed', -1]);
  }, config);
});

test('the first request of a run says the policy, in the URL too, and it holds after a restart', async () => {
  const poem = sample(POEM, 'Rain falls.');
  const ask = async (query: string): Promise<number> => {
    const app = await buildApp(await createRewardService({ threads: 1, home }));
    const { status } = await send(app, `/slime?${query}`, poem);
    await app.close();
    return status;
  };
  assert.equal(await ask('run=strict'), 422);
  assert.equal(await ask('run=strict&no_reward=neutral'), 422, 'the run has its policy');
  assert.equal(await ask('run=mixed&no_reward=neutral'), 200);
  assert.equal(await ask('run=mixed&step=2'), 200);
  assert.equal(await ask('run=half&no_reward=0.5'), 200);
  assert.equal(await ask('run=x&no_reward=sometimes'), 400);
});

test('a policy that a wire has no value for does not hold there', () => {
  assert.equal(policyFor(null, 'error'), 'error');
  assert.equal(policyFor('neutral', 'error'), 'neutral');
  assert.equal(policyFor(0.5, 'mask'), 0.5);
  assert.equal(policyFor('none', 'error'), 'error');
  assert.equal(policyFor('mask', 'error'), 'error');
  assert.equal(policyFor('mask', 'mask'), 'mask');
});

test('the first rollout of a run without a reward is told, with the setting that lets it go on', () => {
  const lines: string[] = [];
  const notice = noRewardNotice((line) => lines.push(line));
  const use = { trainer: 'openrlhf', policy: 'error', status: 'unscored' } as const;
  for (const run of ['a', 'a', 'b']) notice({ ...use, run });
  notice({ ...use, policy: 'neutral', run: 'c' });
  assert.equal(lines.length, 3);
  assert.match(lines[0]!, /openrlhf, run a: .* trainers\.openrlhf\.noReward: neutral .*no_reward=neutral/);
  assert.doesNotMatch(lines[2]!, /noReward/);
});

test('property: under neutral the mean of a group is what its rewards alone have', async () => {
  await withTrainers(
    async (app) => {
      let step = 0;
      const answers = fc.array(fc.constantFrom('12', '13', TOO_LONG), { minLength: 1, maxLength: 8 });
      await fc.assert(
        fc.asyncProperty(answers, async (responses) => {
          step += 1;
          const reply = await send(
            app,
            `/slime?run=p&step=${step}&reply=object&no_reward=neutral`,
            responses.map((response) => sample(MESSAGES, response)),
          );
          const all = numbers(reply.body);
          const mean = (list: readonly (readonly number[])[]) =>
            list.reduce((sum, [score]) => sum + score!, 0) / list.length;
          const earned = all.filter(([, none]) => none === 0);
          assert.ok(Math.abs(mean(all) - (earned.length === 0 ? 0 : mean(earned))) < 1e-12);
        }),
        { numRuns: 30 },
      );
    },
    { limits: { textCharacters: 500 } },
  );
});
