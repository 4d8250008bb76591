import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Stretches } from './give-way.ts';

test('other work gets its turn after a stretch, and not before', async () => {
  let turns = 0;
  const long = new Stretches(60_000);
  setImmediate(() => {
    turns += 1;
  });
  for (let piece = 0; piece < 100; piece += 1) await long.giveWay();
  assert.equal(turns, 0);
  await new Stretches(0).giveWay();
  assert.equal(turns, 1);
});

test('much long work takes one stretch a turn, not one for each, and all of it ends', async () => {
  const busy = (): void => {
    const end = performance.now() + 1;
    while (performance.now() < end);
  };
  let ran = 0;
  let most = 0;
  let isOver = false;
  const look = (): void => {
    most = Math.max(most, ran);
    ran = 0;
    if (!isOver) setImmediate(look);
  };
  setImmediate(look);
  await Promise.all(
    Array.from({ length: 20 }, async () => {
      const stretches = new Stretches(2);
      for (let piece = 0; piece < 5; piece += 1) {
        busy();
        ran += 1;
        await stretches.giveWay();
      }
    }),
  );
  isOver = true;
  assert.ok(most <= 25, String(most));
});
