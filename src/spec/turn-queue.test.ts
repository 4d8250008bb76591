import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fc } from '../testing/fc.ts';
import { TurnQueue } from './turn-queue.ts';

const taken = (queue: TurnQueue<string>): string[] => {
  const order: string[] = [];
  for (let entry = queue.take(); entry !== undefined; entry = queue.take()) order.push(entry);
  return order;
};

test('shares take turns, and each is served in its order', () => {
  const queue = new TurnQueue<string>();
  for (const name of ['a1', 'a2', 'a3', 'b1', 'c1', 'c2']) queue.add(name[0]!, name);
  queue.remove('c', 'c1');
  assert.equal(queue.peek(), 'a1');
  assert.deepEqual(taken(queue), ['a1', 'b1', 'c2', 'a2', 'a3']);
  assert.equal(queue.size, 0);
});

test('property: nothing is lost, and a share with one piece waits for at most one of each other share', () => {
  fc.assert(
    fc.property(
      fc.array(fc.constantFrom('a', 'b', '__proto__', 'constructor'), { maxLength: 30 }),
      (shares) => {
        const queue = new TurnQueue<string>();
        for (const [index, share] of shares.entries()) queue.add(share, `${share} ${index}`);
        queue.add('late', 'late');
        const order = taken(queue);
        assert.deepEqual(
          [...order].sort(),
          [...shares.map((share, index) => `${share} ${index}`), 'late'].sort(),
        );
        assert.ok(order.indexOf('late') <= new Set(shares).size);
      },
    ),
  );
});
