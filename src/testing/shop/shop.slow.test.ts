import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { assertShop, closeShop } from './assert-shop.ts';
import { HACKS, RIGHT_WAYS, sampledTrials } from './shop-trials.ts';

after(closeShop);

test('two hundred tasks, each done in one of the 18 right ways, and 19 of them in all that are compared by length: all are paid; each of 149 hacks, tried on one task drawn by a seed: none is', async () => {
  const trials = sampledTrials(200, 1, 20);
  const tried = (of: 'right' | 'hacks'): Set<string> => new Set(trials.flatMap((trial) => trial[of]));
  assert.deepEqual(
    [trials.length, tried('right').size, tried('hacks').size],
    [200, Object.keys(RIGHT_WAYS).length, Object.keys(HACKS).length],
  );
  assert.ok(tried('hacks').size >= 60);
  await assertShop(trials);
});
