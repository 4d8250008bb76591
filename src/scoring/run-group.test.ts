import assert from 'node:assert/strict';
import { test } from 'node:test';
import pLimit from 'p-limit';
import type { Tool } from '../spec/tool.ts';
import { scored, unscored } from '../spec/verdict.ts';
import { toToolQuery } from '../tools/fixtures.ts';
import { literal } from '../tools/literal/index.ts';
import { runGroup } from './run-group.ts';

const job = {
  tool: 'literal',
  query: toToolQuery({}),
  options: {},
  rollouts: ['a', 'bbb', 'cc'].map((text) => ({ text })),
};
const run = (prepareGroup: NonNullable<Tool['prepareGroup']>) =>
  runGroup({ ...literal, prepareGroup }, job, pLimit(1));

test('a group is judged in one call, by what its responses are to each other', async () => {
  const timed = await run(() => async (rollouts) => {
    const most = Math.max(...rollouts.map(({ text }) => text.length));
    return rollouts.map(({ text }) => (text === 'cc' ? unscored('?') : scored(text.length === most ? 1 : 0)));
  });
  assert.deepEqual(
    timed.map(({ verdict }) => (verdict.status === 'scored' ? verdict.value : verdict.status)),
    [0, 1, 'unscored'],
  );
});

test('what throws, gives too few verdicts or values out of range is no number for any', async () => {
  for (const judge of [
    async () => {
      throw new Error('no');
    },
    async () => [scored(1)],
    async () => [scored(2), scored(Number.NaN), scored(-1)],
  ])
    for (const { verdict } of await run(() => judge)) assert.equal(verdict.status, 'failed');
  assert.deepEqual(await runGroup(literal, { ...job, rollouts: [] }, pLimit(1)), []);
});
