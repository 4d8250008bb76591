import assert from 'node:assert/strict';
import { test } from 'node:test';
import { meanOfBest, randomChoice, randomTool } from './baselines.ts';
import { mean } from './bootstrap.ts';
import type { Measured } from './measure-task.ts';
import { bestStatic, oracleByItem, oracleByTask, scorePairs, staticScores } from './pair-scores.ts';
import { passes } from './pass-rule.ts';
import type { StaticReward } from './static-rewards.ts';
import type { TaskData } from './task-data.ts';

const COUNT = 20;

function data(task: string): TaskData {
  const items = Array.from({ length: COUNT }, (_, index) => ({
    id: `${index}`,
    key: `${Math.floor(index / 2)}`,
    rating: 1 - (index % 2),
    query: { messages: [], references: ['5'], constraints: [], hints: {} },
    rollout: { text: `${index}` },
  }));
  const pairs = Array.from({ length: COUNT / 2 }, (_, index) => ({
    better: 2 * index,
    worse: 2 * index + 1,
  }));
  return { task, items, pairs, crossed: false, groups: [] };
}

const measured = (valueAt: (index: number) => number | null): Measured => ({
  values: Array.from({ length: COUNT }, (_, index) => valueAt(index)),
  calls: COUNT,
  modelCalls: 0,
  dollars: 0,
  ms: 1,
});
const right = measured((index) => 1 - (index % 2));
const wrong = measured((index) => index % 2);
const rare = measured((index) => (index < 4 ? 1 - (index % 2) : null));
const none = measured(() => null);

const reward = (name: string): StaticReward => ({
  name,
  assigned: { id: name, version: '1', weight: 1 },
  trivial: false,
});
const rewards = ['good', 'bad', 'rare'].map(reward);
const names = rewards.map(({ name }) => name);

const scored = (task: string, good: Measured, bad: Measured) =>
  scorePairs({
    data: data(task),
    chosen: new Map([['rlar', good]]),
    static: new Map([
      ['good', good],
      ['bad', bad],
      ['rare', rare],
    ]),
    assigned: new Map(),
  });

test('a static reward counts half where it values less than half of the rollouts', () => {
  const task = scored('one', right, wrong);
  assert.deepEqual([...task.static.keys()], ['good', 'bad']);
  assert.equal(mean(staticScores(task, 'good')), 1);
  assert.equal(mean(staticScores(task, 'bad')), 0);
  assert.equal(mean(staticScores(task, 'rare')), 0.5);
});

test('the best static reward must apply to at least half of the tasks', () => {
  const only = scored('one', right, wrong);
  const others = ['two', 'three'].map((task) => scored(task, none, wrong));
  assert.equal(bestStatic([only, others[0]!], names), 'good');
  assert.equal(bestStatic([only, ...others], names), 'bad');
});

test('the oracles take the best tool of the task, and of the item', () => {
  const split = scored(
    'one',
    measured((index) => (index < 10 ? 1 - (index % 2) : 0)),
    measured((index) => (index < 10 ? 0 : 1 - (index % 2))),
  );
  const [name, scores] = oracleByTask(split, names);
  assert.equal(name, 'good');
  assert.equal(mean(scores), 0.75);
  assert.equal(mean(oracleByItem(split, rewards)), 1);
});

test('baselines: the mean over tools, one drawn per query, the mean of the best', () => {
  const task = scored('one', right, wrong);
  assert.equal(mean(randomTool(task, rewards)), 0.5);
  const drawn = randomChoice(task, rewards, 1);
  assert.deepEqual(drawn, randomChoice(task, rewards, 1));
  assert.ok(mean(drawn) > 0 && mean(drawn) < 1);
  assert.equal(mean(meanOfBest([task], rewards, 1)[0]!), 1);
  assert.equal(mean(meanOfBest([task], rewards, Number.POSITIVE_INFINITY)[0]!), 0.6);
});

test('the pass rule needs more than half of the softmax', () => {
  assert.equal(passes([2, 0, 0, 0], 1), true);
  assert.equal(passes([1, 0, 0, 0], 1), false);
  assert.equal(passes([1, 0, 0, 0], 0.1), true);
  assert.equal(passes([1, 1], 1), false);
  assert.equal(passes([null, 0], 1), false);
});
