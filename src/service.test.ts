import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { createRewardService, defineTool, scored } from './index.ts';
import { readRow } from './intake/read-row.ts';
import type { Group } from './spec/wire.ts';

const folder = mkdtempSync(join(tmpdir(), 'rlar-service-'));
after(() => rmSync(folder, { recursive: true, force: true }));
const home = (name: string) => join(folder, name);

function groupOf(row: object): Group {
  const read = readRow(row);
  if (!read.ok) assert.fail(read.reason);
  return read.row.group;
}
const problem = {
  prompt: 'Tom has 3 bags with 4 apples each. How many apples does Tom have?',
  reference: '12',
};

test('a reward explains itself', async () => {
  const service = await createRewardService();
  const [reward] = await service.reward({ ...problem, id: 'x', response: '#### 12' });
  await service.close();
  assert.equal(reward?.reward, 1);
  assert.equal(reward?.status, 'scored');
  assert.equal(reward?.kind, 'math.final-number');
  assert.deepEqual(reward?.slots, {
    correctness: 1,
    quality: null,
    format: null,
    efficiency: null,
    safety: null,
  });
  assert.deepEqual(
    reward?.assignment.tools.map((tool) => tool.id),
    ['final-number'],
  );
  assert.equal(reward?.assignment.snapshot, service.library.snapshot);
  assert.equal(reward?.results[0]?.status, 'scored');
});

test('labels and unknown columns reach no tool and no router', async () => {
  const service = await createRewardService();
  const [plain] = await service.reward({ ...problem, response: '13' });
  const [told] = await service.reward({
    ...problem,
    response: '13',
    correct: true,
    human: 1,
    scores: { x: 9 },
  });
  await service.close();
  const stable = (reward: typeof plain) => ({
    ...reward,
    results: reward?.results.map((result) => ({ ...result, ms: 0 })),
  });
  assert.deepEqual(stable(told), stable(plain));
});

test('nothing fits: unscored, with the reason, never a default', async () => {
  const service = await createRewardService();
  const [reward] = await service.reward({ prompt: 'Write a poem about rain.', response: 'Rain falls.' });
  await service.close();
  assert.equal(reward?.status, 'unscored');
  assert.equal(reward?.reward, null);
  assert.ok(reward?.reason);
});

test('one query, one assignment within a run, over restarts, one rollout at a time and in any order', async () => {
  const first = await createRewardService({ home: home('sticky') });
  const context = { run: 'r', step: 1 };
  const [one] = (await first.score({ context, groups: [groupOf({ ...problem, response: '12' })] })).flat();
  await first.close();
  const second = await createRewardService({ home: home('sticky') });
  const groups = [groupOf({ ...problem, response: '99' }), groupOf({ ...problem, responses: ['1', '12'] })];
  const rewards = (await second.score({ context, groups })).flat();
  await second.close();
  assert.equal(rewards.length, 3);
  assert.ok(one);
  for (const reward of rewards) assert.deepEqual(reward.assignment, one.assignment);
});

test("one group's trouble touches no other, and its members are failed, without a number", async () => {
  const service = await createRewardService({ limits: { textCharacters: 1000 } });
  const groups = [
    groupOf({ ...problem, responses: ['12', 'x'.repeat(2000)] }),
    groupOf({ ...problem, response: '12', tools: ['no-such-tool'] }),
    groupOf({ ...problem, response: '12' }),
  ];
  const rewards = await service.score({ context: {}, groups });
  await service.close();
  assert.deepEqual(
    rewards.map((group) => group.map((reward) => [reward.status, reward.reward])),
    [
      [
        ['scored', 1],
        ['failed', null],
      ],
      [['failed', null]],
      [['scored', 1]],
    ],
  );
  assert.equal(rewards[0]?.[1]?.error?.code, 'RLAR_TEXT_TOO_LONG');
  assert.deepEqual(rewards[0]?.[0]?.flags, ['group_incomplete']);
  assert.equal(rewards[1]?.[0]?.error?.code, 'RLAR_TOOL_UNAVAILABLE');
});

test('master keys and cut-off answers', async () => {
  const service = await createRewardService();
  const rewards = await service.reward({
    prompt: 'How many legs has a table with 4 legs and 3 more tables like it?',
    reference: '16',
    responses: [':', "Let's solve this problem step by step.", { text: '4*4=16', finish_reason: 'length' }],
  });
  await service.close();
  assert.deepEqual(
    rewards.map((reward) => reward.reward),
    [0, 0, 0],
  );
  assert.deepEqual(
    rewards.map((reward) => reward.flags),
    [['no_content'], ['no_content'], ['truncated']],
  );
});

const vowels = defineTool({
  id: 'vowel-share',
  version: '1',
  title: 'Vowels',
  description: 'The share of vowels.',
  type: 'metric',
  slot: 'quality',
  kinds: ['writing'],
  contentGuard: false,
  prepare: () => (rollout) =>
    scored(rollout.text.replace(/[^aeiou]/g, '').length / Math.max(1, rollout.text.length)),
});

test('a tool of the user: without cases it is pinned only and says so; with cases it is routed to', async () => {
  const pinned = await createRewardService({ tools: [vowels] });
  const row = { prompt: 'Write a short story about a fox.', kind: 'writing', response: 'aaab' };
  const [unpinned] = await pinned.reward(row);
  const [reward] = await pinned.reward({ ...row, tools: ['vowel-share'] });
  await pinned.close();
  assert.equal(unpinned?.status, 'unscored');
  assert.equal(reward?.reward, 0.75);
  assert.deepEqual(reward?.flags, ['vouched_by_user']);

  const fixtures = ['aa', 'oo', 'bb', 'cc'].map((response, index) => ({
    name: response,
    class: index < 2 ? ('full' as const) : ('zero' as const),
    query: {},
    options: {},
    response,
  }));
  const routed = await createRewardService({ tools: [{ ...vowels, fixtures }] });
  const [free] = await routed.reward(row);
  await routed.close();
  assert.equal(free?.reward, 0.75, free?.reason ?? '');
  assert.deepEqual(free?.flags, []);
});

test('a tool that throws, hangs or leaves its range gives failed, never a number', async () => {
  const bad = (id: string, judge: () => ReturnType<typeof scored> | Promise<never>) =>
    defineTool({
      id,
      version: '1',
      title: id,
      description: id,
      type: 'metric',
      slot: 'quality',
      kinds: [],
      deadlineMs: 50,
      prepare: () => judge,
    });
  const tools = [
    bad('thrower', () => {
      throw new Error('boom');
    }),
    bad('sleeper', () => new Promise<never>(() => {})),
    bad('giant', () => scored(7)),
    bad('nan', () => scored(Number.NaN)),
  ];
  const service = await createRewardService({ tools });
  const codes: unknown[] = [];
  for (const tool of tools) {
    const [reward] = await service.reward({
      prompt: 'x y z',
      response: 'some words',
      tools: [tool.declaration.id],
    });
    assert.equal(reward?.reward, null);
    codes.push(reward?.error?.code);
  }
  await service.close();
  assert.deepEqual(codes, [
    'RLAR_TOOL_CRASHED',
    'RLAR_TOOL_DEADLINE',
    'RLAR_TOOL_INVALID_RESULT',
    'RLAR_TOOL_INVALID_RESULT',
  ]);
});

test('rewards can be made again from the ledger, and are the same', async () => {
  const service = await createRewardService({ home: home('again') });
  const rewards = await service.score({
    context: { run: 'r' },
    groups: [groupOf({ ...problem, responses: ['12', '13', ':'] })],
  });
  const groups = await Array.fromAsync(service.store!.scanGroups({ run: 'r' }));
  const [again] = await service.rescore(groups, 'same');
  const rescored = await service.store!.getReward(again![0]!.record!);
  await service.close();
  assert.deepEqual(
    again?.map((reward) => reward.reward),
    rewards[0]?.map((reward) => reward.reward),
  );
  assert.equal(rescored?.rescoredFrom, groups[0]?.records[0]?.record);
});

test('what a response thinks is no answer, and thinking that never ends is floored', async () => {
  const service = await createRewardService();
  const rewards = await service.reward({
    ...problem,
    responses: [
      '<think>13?</think>12',
      '<think>it is 12</think>I do not know',
      '<think>12',
      'so it is 13</think>\n#### 12',
    ],
  });
  await service.close();
  assert.deepEqual(
    rewards.map((reward) => reward.reward),
    [1, 0, 0, 1],
  );
});

test('a row nested too deeply is refused, not the file', () => {
  const deep = JSON.parse(`${'['.repeat(50_000)}${']'.repeat(50_000)}`);
  assert.deepEqual(readRow({ prompt: 'x', response: 'y', reference: deep }).ok, false);
});
