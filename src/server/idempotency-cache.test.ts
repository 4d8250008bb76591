import assert from 'node:assert/strict';
import { test } from 'node:test';
import { IdempotencyCache } from './idempotency-cache.ts';

const client = new AbortController().signal;

test('a reply that is kept holds its own bytes and no more memory, so that the bound of the cache is one', async () => {
  const cache = new IdempotencyCache(0);
  for (const length of [1, 100, 3_000, 20_000, 200_000]) {
    const asked = { route: 'rewards', digest: String(length), client };
    const body = Buffer.concat([Buffer.alloc(length - 1, 'a'), Buffer.from('b')]);
    await cache.once(asked, async () => ({ status: 200, body, keep: true }));
    const kept = await cache.once(asked, () => assert.fail('it is answered from memory'));
    assert.ok(Buffer.isBuffer(kept.body) && kept.body.equals(body));
    assert.equal(kept.body.buffer.byteLength, length);
  }
  assert.equal(cache.joined, 5);
});

test('a reply that is not to be kept is made again', async () => {
  const cache = new IdempotencyCache(0);
  const asked = { route: 'rewards', digest: 'd', client };
  let made = 0;
  for (let time = 0; time < 2; time += 1)
    await cache.once(asked, async () => {
      made += 1;
      return { status: 200, body: '{}', keep: false };
    });
  assert.equal(made, 2);
});
