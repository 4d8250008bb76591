import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fc } from '../../testing/fc.ts';
import { parseAnswer } from './parse-answer.ts';
import { equalRadicals } from './radical-form.ts';

const equal = (left: string, right: string) =>
  equalRadicals(parseAnswer(left)!.node, parseAnswer(right)!.node);

test('sums of square roots are compared exactly', () => {
  assert.equal(equal('\\sqrt{8}', '2\\sqrt{2}'), true);
  assert.equal(equal('\\frac{1}{\\sqrt{2}}', '\\frac{\\sqrt{2}}{2}'), true);
  assert.equal(equal('\\sqrt{2}\\cdot\\sqrt{3}', '\\sqrt{6}'), true);
  assert.equal(equal('\\sqrt{2}+\\sqrt{3}', '\\sqrt{5}'), false);
  assert.equal(equal('(1+\\sqrt{5})(1-\\sqrt{5})', '-4'), true);
  assert.equal(equal('\\sqrt{2}', '1.414213562373095'), false);
  assert.equal(equal('\\pi', '3'), null);
  assert.equal(equal('\\sqrt{-4}', '2'), null);
});

test('property: a√(b²c) + d is what it comes to, and one more is not', () => {
  const small = fc.integer({ min: 1, max: 30 });
  fc.assert(
    fc.property(small, small, small, small, (a, b, c, d) => {
      const written = `${a}\\sqrt{${b * b * c}} + ${d}`;
      assert.equal(equal(written, `${d} + ${a * b}\\sqrt{${c}}`), true);
      assert.equal(equal(written, `${d + 1} + ${a * b}\\sqrt{${c}}`), false);
    }),
    { numRuns: 200, seed: 1 },
  );
});
