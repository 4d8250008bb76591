import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fc } from '../../testing/fc.ts';
import { pivots } from './pivot.ts';

const of = (reward: number, ...path: string[]) => ({ reward, path });

test('the credit stands where a trajectory leaves the sibling that fared otherwise', () => {
  const found = pivots([of(1, 'look', 'ask', 'do'), of(0, 'look', 'do'), of(0, 'sleep')]);
  assert.deepEqual(found, [
    { at: 1, stepRewards: [0, 1, 0] },
    { at: 1, stepRewards: [0, -1] },
    { at: 0, stepRewards: [-1] },
  ]);
});

test('equal rewards, equal ways, and a trajectory that only stopped earlier have no pivot', () => {
  assert.deepEqual(
    pivots([of(1, 'a'), of(1, 'b')]).map(({ at }) => at),
    [-1, -1],
  );
  assert.deepEqual(
    pivots([of(1, 'a'), of(0, 'a')]).map(({ at }) => at),
    [-1, -1],
  );
  assert.deepEqual(pivots([of(0, 'a'), of(1, 'a', 'b')]), [
    { at: -1, stepRewards: [0] },
    { at: 1, stepRewards: [0, 1] },
  ]);
});

test('property: at most one step is paid, never before the pivot, and the order of the group decides nothing', () => {
  const trajectory = fc.record({
    reward: fc.constantFrom(0, 0.25, 0.5, 1),
    path: fc.array(fc.constantFrom('a', 'b', 'c'), { minLength: 1, maxLength: 5 }),
  });
  fc.assert(
    fc.property(fc.array(trajectory, { minLength: 1, maxLength: 6 }), (group) => {
      const found = pivots(group);
      const turned = pivots(group.toReversed()).toReversed();
      assert.deepEqual(turned, found);
      for (const [index, { at, stepRewards }] of found.entries()) {
        assert.equal(stepRewards.length, group[index]!.path.length);
        assert.ok(stepRewards.every((value, step) => value === 0 || step === at));
      }
    }),
  );
});
