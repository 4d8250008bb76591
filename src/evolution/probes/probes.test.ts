import assert from 'node:assert/strict';
import { test } from 'node:test';
import { starcDistance } from '../../admission/starc.ts';
import { Random } from '../../spec/random.ts';
import { fc } from '../../testing/fc.ts';
import { contrastsAmong } from './contrasts.ts';
import { correlation } from './correlation.ts';
import { type KlPoint, overOptimisation } from './over-optimisation.ts';
import { harmlessEdits, smoothnessOf } from './smoothness.ts';

const scores = fc.array(fc.array(fc.integer({ min: -5, max: 5 }), { minLength: 2, maxLength: 4 }), {
  minLength: 1,
  maxLength: 6,
});

test('a reward that adds to a prompt, or is on another scale, is the same reward', () => {
  fc.assert(
    fc.property(
      scores,
      fc.double({ min: 0.1, max: 9, noNaN: true }),
      fc.double({ min: -9, max: 9, noNaN: true }),
      (one, scale, offset) => {
        const shifted = one.map((list, at) => list.map((value) => scale * value + offset * at));
        assert.ok(starcDistance(one, shifted) < 1e-4);
        const turned = one.map((list) => list.map((value) => -value));
        const distance = starcDistance(one, turned);
        assert.ok(distance === 0 || Math.abs(distance - 1) < 1e-6, 'opposite, or nothing is told apart');
      },
    ),
    { numRuns: 50 },
  );
});

test('the distance is symmetric, and a half from what tells nothing apart', () => {
  const [one, other] = [
    [
      [1, 0],
      [0, 1],
    ],
    [
      [1, 0],
      [1, 0],
    ],
  ];
  assert.equal(starcDistance(one, other), starcDistance(other, one));
  assert.ok(Math.abs(starcDistance(one, other) - Math.SQRT1_2) < 1e-9);
  assert.ok(
    Math.abs(
      starcDistance(one, [
        [3, 3],
        [4, 4],
      ]) - 0.5,
    ) < 1e-9,
  );
  assert.equal(starcDistance([], []), 0);
});

test('harmless edits change the text alone, and the steepest change is told', () => {
  const edits = harmlessEdits('One. Two\n- three');
  assert.ok(
    edits.length >= 5 && edits.every(({ text }) => text.replaceAll(/[\s*-]+/g, '') === 'One.Twothree'),
  );
  const found = smoothnessOf([
    { name: 'a', text: 'abcd', edited: 'abcd ', moved: 0.1 },
    { name: 'b', text: 'abcd', edited: 'ab  cd', moved: 0.4 },
  ]);
  assert.deepEqual([found.largest, found.spread, found.worst?.name], [0.4, 0.25, 'b']);
  assert.ok(Math.abs(found.steepest - 0.8) < 1e-9);
  assert.deepEqual(smoothnessOf([]).worst, null);
});

test('prompts that are worded alike and want something else are paired once', () => {
  const pairs = contrastsAmong([
    { prompt: 'Name the capital of France please', response: 'Paris' },
    { prompt: 'Name the capital of Spain please', response: 'Madrid' },
    { prompt: 'Write a poem about rain', response: 'Rain' },
    { prompt: 'Name the capital of France, please', response: 'Paris' },
  ]);
  assert.equal(pairs.length, 1);
  assert.ok(pairs[0]!.includes(1));
});

test('correlation is 1, 0 or nothing where it has to be', () => {
  assert.equal(
    correlation([
      [0, 0],
      [1, 1],
      [0, 0],
    ]),
    1,
  );
  assert.ok(
    Math.abs(
      correlation([
        [0, 0],
        [1, 1],
        [0, 1],
        [1, 0],
      ])!,
    ) < 1e-12,
  );
  assert.equal(
    correlation([
      [1, 0],
      [1, 1],
    ]),
    null,
  );
  assert.equal(correlation([]), null);
});

test('the peak of the true worth is found near where it is, and not where there is none', () => {
  const random = new Random(4);
  const drawn = (worth: (d: number) => number): KlPoint[] =>
    Array.from({ length: 900 }, (_, at) => {
      const kl = (at / 900) * 25;
      return [kl, Math.sqrt(kl) / 5, random.next() < worth(Math.sqrt(kl)) ? 1 : 0];
    });
  const bent = overOptimisation(drawn((d) => 0.3 + 0.4 * d - 0.08 * d * d));
  assert.ok(bent?.peakKl && bent.peakKl > 4 && bent.peakKl < 9, `${bent?.peakKl} where it is 6.25`);
  assert.match(bent.advice, /stop there/);
  const rising = overOptimisation(drawn((d) => 0.2 + 0.15 * d));
  assert.match(rising?.advice ?? '', /not estimated/);
  assert.equal(overOptimisation(drawn((d) => d).slice(0, 50)), null);
  assert.equal(overOptimisation(Array.from({ length: 80 }, (): KlPoint => [2, 1, 1])), null);
});
