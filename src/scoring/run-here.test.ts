import assert from 'node:assert/strict';
import { test } from 'node:test';
import { eachRollout } from '../spec/prepared-tool.ts';
import type { PreparedTool, Tool } from '../spec/tool.ts';
import { scored, unscored } from '../spec/verdict.ts';
import { toToolQuery } from '../tools/fixtures.ts';
import { literal } from '../tools/literal/index.ts';
import { type Line, runInline, runInTurn } from './run-here.ts';
import { Turns } from './turns.ts';

const job = {
  tool: 'literal',
  query: toToolQuery({}),
  options: {},
  rollouts: ['a', 'bbb', 'cc'].map((text) => ({ text })),
};
const line = (places = 1, parts: Partial<Line> = {}): Line => ({
  turns: new Turns(places, 60_000),
  run: '',
  signal: new AbortController().signal,
  ...parts,
});
const toolOf = (prepared: PreparedTool, parts: Partial<Tool> = {}): Tool => ({
  ...literal,
  ...parts,
  prepare: () => prepared,
});
const group = (score: PreparedTool['score']) => runInTurn(toolOf({ score }, { batch: 'group' }), job, line());

test('a group is judged in one call, by what its responses are to each other', async () => {
  const timed = await group((rollouts) => {
    const most = Math.max(...rollouts.map(({ text }) => text.length));
    return rollouts.map(({ text }) => (text === 'cc' ? unscored('?') : scored(text.length === most ? 1 : 0)));
  });
  assert.deepEqual(
    timed.map(({ verdict }) => (verdict.status === 'scored' ? verdict.value : verdict.status)),
    [0, 1, 'unscored'],
  );
});

test('what throws, gives too few verdicts or values out of range is no number for any', async () => {
  for (const score of [
    async () => {
      throw new Error('no');
    },
    () => {
      throw new Error('no');
    },
    async () => [scored(1)],
    async () => [scored(2), scored(Number.NaN), scored(-1)],
  ])
    for (const { verdict } of await group(score)) assert.equal(verdict.status, 'failed');
});

test('batches are as large as the tool takes, in order, and what was prepared is closed once', async () => {
  for (const [batch, sizes] of [
    [undefined, [1, 1, 1]],
    [2, [2, 1]],
    [9, [3]],
    ['group', [3]],
  ] as const) {
    const seen: number[] = [];
    let closed = 0;
    const prepared: PreparedTool = {
      score: (rollouts) => {
        seen.push(rollouts.length);
        return rollouts.map(({ text }) => scored(text.length / 4));
      },
      close: () => {
        closed += 1;
      },
    };
    const tool = toolOf(prepared, batch === undefined ? {} : { batch });
    const timed = await runInTurn(tool, job, line(2));
    assert.deepEqual(seen, sizes);
    assert.deepEqual(
      timed.map(({ verdict }) => verdict.status === 'scored' && verdict.value),
      [0.25, 0.75, 0.5],
    );
    await new Promise((resolve) => setImmediate(resolve));
    assert.equal(closed, 1);
  }
});

test('a deadline aborts the work, and its place is kept until the work has ended', async () => {
  let running = 0;
  let most = 0;
  const aborted: boolean[] = [];
  const slow = eachRollout(async (_, { signal }) => {
    running += 1;
    most = Math.max(most, running);
    await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve()));
    await new Promise((resolve) => setTimeout(resolve, 5));
    running -= 1;
    aborted.push(signal.aborted);
    return scored(1);
  });
  const declaration = { ...literal.declaration, deadlineMs: 10, overTime: 'failed' } as const;
  const timed = await runInTurn(toolOf(slow, { declaration }), job, line());
  assert.deepEqual(
    timed.map(({ verdict }) => verdict.status === 'failed' && verdict.error.code),
    Array(3).fill('RLAR_TOOL_DEADLINE'),
  );
  assert.equal(most, 1);
  assert.deepEqual(aborted.slice(0, 2), [true, true]);
});

test('a tool whose prepare returns a bare function says what to do', async () => {
  const prepare = (() => () => scored(1)) as unknown as Tool['prepare'];
  const [first] = await runInline({ ...literal, prepare }, job);
  assert.equal(first?.verdict.status, 'failed');
  assert.match(JSON.stringify(first), /eachRollout|defineTool/);
});
