import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fc } from '../../testing/fc.ts';
import { implicit, regression, regularised } from './step-credit.ts';

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
const near = (left: number, right: number, within = 1e-9) =>
  assert.ok(Math.abs(left - right) <= within, `${left} is not ${right}`);
const value = fc.double({ min: -1, max: 1, noNaN: true });

test('property: contributions of every way sum to the outcome, or to the outcome less the divergence', () => {
  const trajectory = (size: number) =>
    fc.record({
      outcome: value,
      factors: fc.array(fc.array(value, { minLength: size, maxLength: size }), {
        minLength: 1,
        maxLength: 12,
      }),
    });
  const group = fc
    .integer({ min: 1, max: 4 })
    .chain((size) => fc.array(trajectory(size), { minLength: 1, maxLength: 8 }));
  fc.assert(
    fc.property(group, (given) => {
      for (const [index, steps] of regression(given).entries()) {
        assert.equal(steps.length, given[index]!.factors.length);
        near(sum(steps), given[index]!.outcome);
      }
    }),
  );
  fc.assert(
    fc.property(fc.array(value, { minLength: 1, maxLength: 40 }), value, (ratios, outcome) => {
      near(sum(implicit(ratios, outcome, 0.1)), outcome);
      near(sum(regularised(ratios, outcome, 0.1)), outcome - 0.1 * sum(ratios));
    }),
  );
});

test('the factor that makes the outcome gets the credit, and one that says nothing gets none', () => {
  const found = regression([
    {
      outcome: 1,
      factors: [
        [0, 1],
        [1, 0],
      ],
    },
    {
      outcome: 0,
      factors: [
        [0, 1],
        [0, 0],
      ],
    },
    {
      outcome: 2,
      factors: [
        [1, 0],
        [1, 1],
      ],
    },
  ]);
  for (const [index, wanted] of [
    [0, 1],
    [0, 0],
    [1, 1],
  ].entries())
    for (const [step, credit] of wanted.entries()) near(found[index]![step]!, credit, 1e-4);
});

test('two factors that say the same are no trouble, nor is one that is always 0', () => {
  const same = regression([
    {
      outcome: 1,
      factors: [
        [1, 1, 0],
        [0, 0, 0],
      ],
    },
    {
      outcome: 0,
      factors: [
        [0, 0, 0],
        [0, 0, 0],
      ],
    },
  ]);
  near(same[0]![0]!, 1, 1e-4);
  assert.ok(same.flat().every(Number.isFinite));
});
