import assert from 'node:assert/strict';
import { test } from 'node:test';
import { hedge, mixHeads } from './mix-heads.ts';

const HEADS = [
  { name: 'helpful', index: 0, mean: 10, deviation: 5 },
  { name: 'safe', index: 1, mean: 0, deviation: 0.1 },
];

test('weights of heads are learned from pairs, and few pairs move little', () => {
  const pairs = Array.from({ length: 20 }, (_, at) => ({ good: [10, 0.2], bad: [10 + (at % 3), -0.2] }));
  const [helpful, safe] = hedge(HEADS, pairs) as [number, number];
  assert.ok(safe > 0.9 && Math.abs(helpful + safe - 1) < 1e-9);
  assert.deepEqual(hedge(HEADS, []), [0.5, 0.5]);
  const read = { from: 'heads', heads: HEADS, weights: [0.5, 0.5] } as const;
  assert.throws(
    () => mixHeads({ ...read, heads: [...HEADS], weights: [0.5, 0.5] }, [1], { prompt: '' }),
    /safe is not among/,
  );
});
