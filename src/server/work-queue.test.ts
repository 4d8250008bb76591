import assert from 'node:assert/strict';
import { test } from 'node:test';
import { WorkQueue } from './work-queue.ts';

test('work above the bound is held in order, then done', async () => {
  const queue = new WorkQueue(10, 1000);
  const order: string[] = [];
  const gate = Promise.withResolvers<void>();
  const first = queue.run(8, () => gate.promise.then(() => void order.push('first')));
  const second = queue.run(5, async () => void order.push('second'));
  const third = queue.run(1, async () => void order.push('third'));
  assert.deepEqual([queue.inWork, queue.held], [8, 2]);
  gate.resolve();
  await Promise.all([first, second, third]);
  assert.deepEqual(order, ['first', 'second', 'third']);
  assert.deepEqual([queue.inWork, queue.held], [0, 0]);
});

test('who waits too long is refused, and the place is free again', async () => {
  const queue = new WorkQueue(1, 20);
  const gate = Promise.withResolvers<void>();
  const first = queue.run(1, () => gate.promise);
  await assert.rejects(
    queue.run(1, async () => {}),
    { code: 'RLAR_OVERLOADED' },
  );
  gate.resolve();
  await first;
  assert.equal(await queue.run(1, async () => 7), 7);
});

test('a request larger than the bound runs alone', async () => {
  assert.equal(await new WorkQueue(1, 20).run(50, async () => 'done'), 'done');
});

test('runs take turns: an evaluation does not stand before a training', async () => {
  const queue = new WorkQueue(1, 5000);
  const order: string[] = [];
  const gate = Promise.withResolvers<void>();
  const work = (share: string) => queue.run(1, async () => void order.push(share), { run: share });
  const first = queue.run(1, () => gate.promise, { run: 'evaluation' });
  const rest = [...Array.from({ length: 4 }, () => work('evaluation')), work('training'), work('training')];
  gate.resolve();
  await Promise.all([first, ...rest]);
  assert.deepEqual(order.slice(0, 4), ['evaluation', 'training', 'evaluation', 'training']);
  assert.equal(order.length, 6);
});
