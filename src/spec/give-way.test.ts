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
