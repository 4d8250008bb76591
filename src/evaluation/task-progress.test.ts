import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fc } from '../testing/fc.ts';
import { type TaskReward, taskProgress } from './task-progress.ts';

const of = (task: string, step: number, ...rewards: number[]): TaskReward[] =>
  rewards.map((reward) => ({ task, step, reward }));

test('each task is measured by its own rewards, whatever their scale', () => {
  const grows = [
    ...of('a', 0, 0, 0, 0, 1),
    ...of('a', 100, 1, 1, 1, 1),
    ...of('b', 0, -50, -40),
    ...of('b', 150, -30, -20),
  ];
  const found = taskProgress(grows, 100, 0);
  assert.deepEqual(
    found.map(({ task, fell }) => [task, fell]),
    [
      ['a', false],
      ['b', false],
    ],
  );
  assert.deepEqual(
    found[1]!.windows.map(({ from, count, low, high }) => [from, count, low, high]),
    [
      [0, 2, 0.125, 0.375],
      [100, 2, 0.625, 0.875],
    ],
  );
});

test('a task whose weakest rewards fell is named, though its mean rose', () => {
  const rewards = [...of('a', 0, ...Array(10).fill(0.5)), ...of('a', 10, 0, 0, ...Array(8).fill(1))];
  assert.equal(taskProgress(rewards, 10, 0.05)[0]!.fell, true);
  assert.equal(taskProgress(rewards.toReversed(), 10, 0.05)[0]!.fell, true);
  assert.equal(taskProgress(rewards, 10, 1)[0]!.fell, false);
});

test('property: a rising change of a task’s scale changes nothing; places lie from 0 to 1', () => {
  const reward = fc.record({
    task: fc.constantFrom('a', 'b'),
    step: fc.nat(30),
    reward: fc.integer({ min: -5, max: 5 }),
  });
  fc.assert(
    fc.property(fc.array(reward, { minLength: 1, maxLength: 40 }), (rewards) => {
      const found = taskProgress(rewards, 10, 0.05);
      const scaled = rewards.map((one) => ({ ...one, reward: 7 * one.reward ** 3 + 100 }));
      assert.deepEqual(taskProgress(scaled, 10, 0.05), found);
      for (const { windows } of found)
        for (const { low, middle, high } of windows)
          assert.ok(0 <= low && low <= middle && middle <= high && high <= 1);
    }),
  );
});
