import assert from 'node:assert/strict';
import { test } from 'node:test';
import { AdaptiveQueue } from './adaptive-queue.ts';

test('more at once while it goes well, half at a sign of too many, never none and never above the most', () => {
  const queue = new AdaptiveQueue({ start: 4, most: 16 });
  for (let round = 0; round < 500; round += 1) queue.note('well');
  assert.equal(queue.limit, 16);
  queue.note('busy');
  assert.equal(queue.limit, 8);
  // Of the requests that were open when it was halved, none halves it again.
  for (let open = 0; open < 7; open += 1) queue.note('busy');
  assert.equal(queue.limit, 8);
  for (let round = 0; round < 200; round += 1) queue.note('busy');
  assert.equal(queue.limit, 1);
});

test('no more than the limit are open at once', async () => {
  const queue = new AdaptiveQueue({ start: 3, most: 3 });
  let [open, most] = [0, 0];
  const { signal } = new AbortController();
  const work = async () => {
    open += 1;
    most = Math.max(most, open);
    await new Promise((resolve) => setImmediate(resolve));
    open -= 1;
  };
  await Promise.all(Array.from({ length: 20 }, () => queue.add(work, signal)));
  assert.equal(most, 3);
});
