import assert from 'node:assert/strict';
import { test } from 'node:test';
import { boundedBody } from './bounded-body.ts';

test('a body is read up to its bound, and no further', async () => {
  assert.equal((await boundedBody(new Response('12345'), 5))?.toString(), '12345');
  assert.equal(await boundedBody(new Response('123456'), 5), null);
  assert.equal((await boundedBody(new Response(null), 5))?.length, 0);
  let sent = 0;
  const endless = new ReadableStream({
    pull(controller) {
      sent += 1;
      controller.enqueue(new Uint8Array(1_000));
    },
  });
  assert.equal(await boundedBody(new Response(endless), 10_000), null);
  assert.ok(sent < 20, `${sent} pieces were asked for`);
});

test('a body that breaks off throws', async () => {
  const broken = new ReadableStream({
    pull() {
      throw new Error('cut');
    },
  });
  await assert.rejects(boundedBody(new Response(broken), 5), /cut/);
});
