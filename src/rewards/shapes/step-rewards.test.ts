import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fc } from '../../testing/fc.ts';
import {
  clip,
  contributions,
  delta,
  firstError,
  increments,
  outcomeFirst,
  potential,
} from './step-rewards.ts';

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
const score = fc.double({ min: 0, max: 1, noNaN: true });
const scores = fc.array(score, { minLength: 1, maxLength: 30 });
const near = (left: number, right: number) =>
  assert.ok(Math.abs(left - right) < 1e-9, `${left} is not ${right}`);

test('clip and delta: a step that is done again never raises the return', () => {
  assert.deepEqual(clip([0.9, 0.4], 0.5), [0, 0.4 - 0.5]);
  assert.deepEqual(delta([0.2, 0.7, 0.5]), [0.2 - 0.7, 0.7 - 0.5, 0.5]);
  fc.assert(
    fc.property(scores, fc.nat(29), score, (list, at, threshold) => {
      const place = at % list.length;
      const again = [...list.slice(0, place + 1), list[place]!, ...list.slice(place + 1)];
      assert.ok(sum(clip(again, threshold)) <= sum(clip(list, threshold)) + 1e-9);
      assert.ok(sum(delta(again)) <= sum(delta(list)) + 1e-9);
      assert.ok(sum(clip(list, threshold)) <= 0);
      near(sum(delta(list)), list[0]!);
      for (const [from, value] of list.entries()) near(sum(delta(list).slice(from)), value);
    }),
  );
});

test('potential: with a discount of 1 the sum is what the start lacks, whatever lies between', () => {
  assert.deepEqual(potential([0, 0.5, 1], 1), [0.5, 0.5, -1]);
  fc.assert(fc.property(scores, (list) => near(sum(potential(list, 1)), -list[0]!)));
});

test('contributions and outcome-first sum to the outcome', () => {
  assert.deepEqual(contributions([1, 3], 0.8), [0.2, 0.6000000000000001]);
  assert.deepEqual(contributions([0, 0], 1), [0.5, 0.5]);
  fc.assert(
    fc.property(scores, score, score, (list, outcome, most) => {
      near(sum(contributions(list, outcome)), outcome);
      const both = outcomeFirst(list, outcome, most);
      near(sum(both), outcome);
      const before = both.slice(0, -1);
      assert.ok(sum(before.filter((value) => value > 0)) <= most + 1e-9);
      assert.ok(sum(before.filter((value) => value < 0)) >= -most - 1e-9);
    }),
  );
});

test('the first error is the first step below the mark', () => {
  assert.equal(firstError([0.9, 0.4, 0.1], 0.5), 1);
  assert.equal(firstError([0.9, 0.8], 0.5), -1);
});

test('increments: only what was never reached before counts; going back and forth earns nothing', () => {
  assert.deepEqual(increments([0, 0.5, 0.25, 0.5, 1]), [0, 0.5, 0, 0, 0.5]);
  fc.assert(
    fc.property(scores, (list) => {
      near(sum(increments(list)), Math.max(...list));
      near(sum(increments([...list, ...list])), Math.max(...list));
      assert.ok(increments(list).every((value) => value >= 0));
    }),
  );
});
