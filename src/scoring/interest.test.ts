import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fc } from '../testing/fc.ts';
import { Interest } from './interest.ts';

test('property: the work is told to end exactly when all that joined have gone', () => {
  const step = fc.record({ who: fc.nat(3), does: fc.constantFrom('join', 'leave') });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
      const interest = new Interest();
      const clients = Array.from({ length: 4 }, () => new AbortController());
      const there = new Set<number>();
      for (const { who, does } of steps) {
        const client = clients[who]!;
        if (does === 'join' && client.signal.aborted) continue;
        if (does === 'join') {
          there.add(who);
          interest.join(client.signal);
        } else {
          const last = there.delete(who) && there.size === 0;
          client.abort();
          if (last) {
            assert.ok(interest.signal.aborted);
            return;
          }
        }
        assert.ok(!interest.signal.aborted);
      }
    }),
  );
});

test('one without a signal never goes; after the end nobody matters', () => {
  const forever = new Interest();
  const client = new AbortController();
  forever.join();
  forever.join(client.signal);
  const ended = new Interest();
  ended.join(client.signal);
  ended.end();
  client.abort();
  assert.deepEqual([forever.signal.aborted, ended.signal.aborted], [false, false]);
});

test('one that had gone before it joined is nobody', () => {
  const interest = new Interest();
  interest.join(AbortSignal.abort());
  assert.ok(interest.signal.aborted);
});

test('one that comes back in time keeps the work', async () => {
  const interest = new Interest(1);
  const [first, second] = [new AbortController(), new AbortController()];
  interest.join(first.signal);
  first.abort();
  interest.join(second.signal);
  await new Promise((resolve) => setTimeout(resolve, 5));
  assert.ok(!interest.signal.aborted);
  second.abort();
  await new Promise((resolve) => interest.signal.addEventListener('abort', resolve));
  assert.equal(interest.signal.reason.code, 'RLAR_CANCELLED');
});
