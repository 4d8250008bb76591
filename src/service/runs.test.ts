/** A run is a row: what its first request says holds, over restarts, publishes and in a second process. */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { defineTool } from '../index.ts';
import { publishTool } from '../library/registry/publish.ts';
import { createRewardService, type RewardService } from '../service.ts';
import { query } from '../spec/query.ts';
import { queryKey } from '../spec/query-key.ts';
import { scored, unscored } from '../spec/verdict.ts';
import type { RunContext } from '../spec/wire.ts';
import { sampleTool } from '../testing/sample-tool.ts';

const folder = mkdtempSync(join(tmpdir(), 'rlar-runs-'));
after(() => rmSync(folder, { recursive: true, force: true }));
const user = { by: 'user' };

async function statusOf(service: RewardService, context: RunContext, prompt: string): Promise<string> {
  const asked = query.parse({ messages: [{ role: 'user', content: prompt }], kind: 'puzzle.sample' });
  const groups = [{ query: asked, rollouts: [{ text: 'an answer' }] }];
  return (await service.score({ context, groups }))[0]![0]!.status;
}

test('leave to use provisional tools is the run’s, over a restart, a publish and another process', async () => {
  const home = join(folder, 'provisional');
  await publishTool({ home }, await sampleTool('half', '0.5', { provisional: true }), user);
  const [one, other] = [await createRewardService({ home }), await createRewardService({ home })];
  assert.equal(await statusOf(one, { run: 'with', allow_provisional: true }, 'one'), 'scored');
  assert.equal(await statusOf(one, { run: 'without' }, 'one'), 'unscored');
  const said = async (service: RewardService) => [
    await statusOf(service, { run: 'with', allow_provisional: false }, 'two'),
    await statusOf(service, { run: 'without', allow_provisional: true }, 'two'),
    await statusOf(service, { run: 'without', allow_provisional: true }, 'one'),
  ];
  const wanted = ['scored', 'unscored', 'unscored'];
  assert.deepEqual(await said(other), wanted);
  assert.deepEqual(await said(one), wanted);
  await publishTool({ home }, await sampleTool('other', '0.25', { provisional: true }), user);
  await one.refreshLibrary();
  assert.deepEqual(await said(one), wanted);
  await Promise.all([one.close(), other.close()]);
  const again = await createRewardService({ home, allowProvisional: true });
  assert.deepEqual(await said(again), wanted);
  assert.equal(await statusOf(again, { run: 'new' }, 'one'), 'scored');
  await again.close();
});

test('whether hints count is the configuration’s for a new run, and the run’s from then on', async () => {
  const home = join(folder, 'hints');
  const asked = query.parse({
    messages: [{ role: 'user', content: 'Say it.' }],
    references: ['12'],
    hints: { task: 'gsm8k' },
  });
  const rung = async (service: RewardService, run: string) => {
    const groups = [{ query: asked, rollouts: [{ text: '12' }] }];
    return (await service.score({ context: { run }, groups }))[0]![0]!.assignment.rung;
  };
  const without = await createRewardService({ home, hints: false });
  assert.notEqual(await rung(without, 'ignoring'), 'hint');
  const groups = await Array.fromAsync(without.store!.scanGroups());
  assert.deepEqual(groups[0]?.query?.hints, {}, 'what did not count is no part of the query');
  await without.close();
  const service = await createRewardService({ home });
  assert.notEqual(await rung(service, 'ignoring'), 'hint');
  assert.equal(await rung(service, 'heeding'), 'hint');
  await service.close();
});

test('a run gets the tools of another snapshot from the step on that it is pinned from', async () => {
  const home = join(folder, 'phases');
  await publishTool({ home }, await sampleTool('half', '0.5'), user);
  const service = await createRewardService({ home });
  const reward = async (step?: number) => {
    const asked = query.parse({ messages: [{ role: 'user', content: 'one' }], pinned: ['half'] });
    const context = { run: 'long', ...(step !== undefined && { step }) };
    const groups = [{ query: asked, rollouts: [{ text: 'an answer' }] }];
    return (await service.score({ context, groups }))[0]![0]!.reward;
  };
  assert.deepEqual([await reward(0), await reward(100)], [0.5, 0.5]);
  await publishTool({ home }, await sampleTool('half', '0.25'), user);
  const { snapshot } = await service.refreshLibrary();
  assert.equal(await reward(100), 0.5, 'what is published changes no run');
  await service.store!.pinRun('long', snapshot, 50);
  await service.close();
  const again = await createRewardService({ home });
  const rewards: unknown[] = [];
  for (const step of [0, 49, 50, 100, undefined]) {
    const asked = query.parse({ messages: [{ role: 'user', content: 'one' }], pinned: ['half'] });
    const context = { run: 'long', ...(step !== undefined && { step }) };
    const groups = [{ query: asked, rollouts: [{ text: 'an answer' }] }];
    rewards.push((await again.score({ context, groups }))[0]![0]!.reward);
  }
  await again.close();
  assert.deepEqual(rewards, [0.5, 0.5, 0.25, 0.25, 0.25]);
});

test('an assignment is stored before anything is scored by it, and looking stores nothing', async () => {
  const home = join(folder, 'before');
  const seen: (string | null)[] = [];
  const asked = query.parse({ messages: [{ role: 'user', content: 'one' }], pinned: ['own-look'] });
  const key = queryKey(asked);
  const tool = defineTool({
    id: 'own-look',
    version: '1',
    title: 'Look',
    description: 'Looks whether its assignment is stored.',
    type: 'metric',
    slot: 'quality',
    kinds: [],
    prepare: () => async () => {
      seen.push((await service.store!.getAssignment('r', 0, key))?.rung ?? null);
      return scored(1);
    },
  });
  const service: RewardService = await createRewardService({ home, tools: [tool] });
  const request = { context: { run: 'r' }, groups: [{ query: asked, rollouts: [{ text: 'a' }] }] };
  assert.equal((await service.assign(request))[0]?.assignment.rung, 'pinned');
  assert.deepEqual(
    [await service.store!.getRun('r'), await service.store!.getAssignment('r', 0, key)],
    [null, null],
  );
  await service.score(request);
  assert.deepEqual(seen, ['pinned']);
  await service.close();
});

test('what a rollout without a reward may be given is what its group earned so far in the step', async () => {
  const tool = defineTool({
    id: 'own-number',
    version: '1',
    title: 'Number',
    description: 'The number that the response is.',
    type: 'metric',
    slot: 'quality',
    kinds: [],
    contentGuard: false,
    prepare:
      () =>
      ({ text }) =>
        text === '?' ? unscored('no number') : scored(Number(text)),
  });
  const service = await createRewardService({ tools: [tool] });
  const asked = query.parse({ messages: [{ role: 'user', content: 'one' }], pinned: ['own-number'] });
  const neutral = async (context: RunContext, ...texts: string[]) => {
    const groups = [{ query: asked, rollouts: texts.map((text) => ({ text })) }];
    return (await service.score({ context, groups }))[0]!.map((reward) => reward.neutral);
  };
  assert.deepEqual(await neutral({}, '1', '?', '0.5', '?'), [undefined, 0.75, undefined, 0.75]);
  assert.deepEqual(await neutral({}, '?', '?'), [null, null], 'one same value where nobody earned anything');
  const step = { run: 'r', step: 1 };
  assert.deepEqual(await neutral(step, '?'), [null]);
  await neutral(step, '1');
  await neutral(step, '0');
  assert.deepEqual(await neutral(step, '?'), [0.5], 'samples that come one by one');
  assert.deepEqual(await neutral({ run: 'r', step: 2 }, '?'), [null]);
  assert.deepEqual(await neutral({ run: 's', step: 1 }, '?'), [null]);
  await service.close();
});

test('groups that are assigned anew keep what held for their run: its form rules and its leave for provisional tools', async () => {
  const home = join(folder, 'anew');
  await publishTool({ home }, await sampleTool('half', '0.5', { provisional: true }), user);
  const service = await createRewardService({ home });
  const form = query.parse({
    messages: [{ role: 'user', content: 'Who wrote Emma? Answer in all capital letters.' }],
  });
  const puzzle = query.parse({ messages: [{ role: 'user', content: 'Solve it.' }], kind: 'puzzle.sample' });
  const groups = [form, puzzle].map((asked) => ({ query: asked, rollouts: [{ text: 'JANE AUSTEN' }] }));
  const settings = { form_only: true, allow_provisional: true };
  const first = await service.score({ context: { run: 'with', ...settings }, groups });
  await service.score({ context: { run: 'without' }, groups });
  const rewards = async (run: string, snapshot: string): Promise<(number | null)[]> => {
    const recorded = await Array.fromAsync(service.store!.scanGroups({ run }));
    return (await service.replay(recorded, snapshot)).flat().map(({ reward }) => reward);
  };
  assert.deepEqual(
    first.flat().map(({ reward }) => reward),
    [1, 0.5],
  );
  for (const snapshot of ['same', 'latest', service.library.snapshot]) {
    assert.deepEqual(await rewards('with', snapshot), [1, 0.5], snapshot);
    assert.deepEqual(await rewards('without', snapshot), [null, null], snapshot);
  }
  await service.close();
});

test('partial credit is the run’s: what its first request says holds, options of a query win, and a replay keeps it', async () => {
  const home = join(folder, 'partial');
  const service = await createRewardService({ home });
  const call = (city: string) => ({ name: 'weather', arguments: { city } });
  const asked = {
    messages: [{ role: 'user', content: 'Call the tools for the weather in Rome and in Oslo.' }],
    expected_calls: [call('Rome'), call('Oslo')],
  };
  const text = JSON.stringify([call('Rome'), call('Bonn')]);
  const groups = [asked, { ...asked, pinned: ['tool-calls?value=exact'] }].map((one) => ({
    query: query.parse(one),
    rollouts: [{ text }],
  }));
  const rewards = async (context: RunContext, of: RewardService = service) =>
    (await of.score({ context, groups })).flat().map(({ reward }) => reward);
  assert.deepEqual(await rewards({ run: 'whole' }), [0, 0]);
  const given = await rewards({ run: 'part', partial_credit: true });
  assert.ok(given[0]! > 0.5 && given[0]! < 1, String(given[0]));
  assert.equal(given[1], 0);
  assert.deepEqual(await rewards({ run: 'part', partial_credit: false }), given, 'the first request decided');
  assert.deepEqual(await rewards({ run: 'whole', partial_credit: true }), [0, 0]);
  const recorded = await Array.fromAsync(service.store!.scanGroups({ run: 'part' }));
  const again = (await service.replay(recorded.slice(0, 2), 'latest')).flat().map(({ reward }) => reward);
  assert.deepEqual(again, given);
  await service.close();
  const configured = await createRewardService({ home: null, partialCredit: true });
  assert.deepEqual(await rewards({}, configured), given);
  assert.deepEqual(await rewards({ partial_credit: false }, configured), [0, 0]);
  await configured.close();
});
