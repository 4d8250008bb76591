import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fc } from '../testing/fc.ts';
import { par } from './par.ts';

const score = fc.double({ min: -1e6, max: 1e6, noNaN: true });
const references = fc.array(score, { minLength: 1, maxLength: 5 });

test('a share from 0 to 1 that never falls where the score rises, nor rises where a reference does', () => {
  fc.assert(
    fc.property(score, score, references, (left, right, others) => {
      const [low, high] = [Math.min(left, right), Math.max(left, right)];
      const [below, above] = [par(low, others)!, par(high, others)!];
      assert.ok(below >= 0 && below <= above && above <= 1);
      const raised = others.map((other) => other + 1);
      assert.ok(par(low, raised)! <= below);
    }),
  );
});

test('only differences count, and the order of references does not', () => {
  const small = fc.integer({ min: -50, max: 50 });
  fc.assert(
    fc.property(small, fc.array(small, { minLength: 1, maxLength: 5 }), small, (value, others, shift) => {
      const shifted = par(
        value + shift,
        others.map((other) => other + shift),
      );
      assert.equal(par(value, others), shifted);
      assert.ok(Math.abs(par(value, others.toReversed())! - shifted!) < 1e-12);
    }),
  );
});

test('as good as the reference is a half; without one there is none', () => {
  assert.equal(par(-7.25, [-7.25]), 0.5);
  assert.equal(par(3, []), null);
  assert.equal(par(Number.MAX_VALUE, [-Number.MAX_VALUE]), 1);
  assert.equal(par(-Number.MAX_VALUE, [Number.MAX_VALUE]), 0);
});
