import assert from 'node:assert/strict';
import { test } from 'node:test';
import { RlarError } from '../../spec/errors.ts';
import { fc } from '../../testing/fc.ts';
import { BodyRoom } from './body-room.ts';

const MEGABYTE = 1024 * 1024;
const settled = async (promise: Promise<unknown>): Promise<boolean> => {
  let done = false;
  void promise.then(() => {
    done = true;
  });
  await new Promise(setImmediate);
  return done;
};

test('a large body waits while others take up the room, a small one never does', async () => {
  const room = new BodyRoom(4 * MEGABYTE, 60_000);
  const [first, second, small] = [room.open(), room.open(), room.open()];
  await first.take(4 * MEGABYTE);
  const waits = second.take(2 * MEGABYTE);
  assert.equal(await settled(waits), false);
  await small.take(MEGABYTE);
  first.leave();
  await waits;
  assert.equal(room.taken, 2 * MEGABYTE);
});

test('who waits for too long is refused, to be tried again', async () => {
  const room = new BodyRoom(MEGABYTE, 1);
  await room.open().take(3 * MEGABYTE);
  await assert.rejects(room.open().take(3 * MEGABYTE), (thrown) => {
    return thrown instanceof RlarError && thrown.code === 'RLAR_OVERLOADED';
  });
});

test('a body that gets on in small steps waits no longer in all than it may', async () => {
  const room = new BodyRoom(4 * MEGABYTE, 100);
  await room.open().take(MEGABYTE + 1);
  const body = room.open();
  await body.take(MEGABYTE);
  await assert.rejects(
    async () => {
      for (let turn = 0; turn < 1_000; turn += 1) {
        const other = room.open();
        void other.take(3 * MEGABYTE);
        setTimeout(() => other.leave(), 10);
        await body.take(1);
      }
    },
    (thrown) =>
      thrown instanceof RlarError && thrown.code === 'RLAR_OVERLOADED' && /1 MiB/.test(thrown.remedy),
  );
});

test('two half-read bodies that fill the room never wait for each other, whichever stopped first', async () => {
  const room = new BodyRoom(4 * MEGABYTE, 60_000);
  const [inWork, older, younger] = [room.open(), room.open(), room.open()];
  await inWork.take(2 * MEGABYTE);
  await older.take(MEGABYTE);
  await older.take(1);
  const youngerWaits = younger.take(3 * MEGABYTE);
  const olderWaits = older.take(2 * MEGABYTE);
  inWork.leave();
  await olderWaits;
  assert.equal(await settled(youngerWaits), false);
  older.leave();
  await youngerWaits;
  younger.leave();
  assert.equal(room.taken, 0);
});

test('a client that goes while its body waits holds up nobody behind it', async () => {
  const room = new BodyRoom(4 * MEGABYTE, 60_000);
  const [inWork, gone, next, last] = [room.open(), room.open(), room.open(), room.open()];
  await inWork.take(4 * MEGABYTE);
  const waits = [gone, next, last].map((place) => place.take(3 * MEGABYTE));
  gone.leave();
  await waits[0];
  inWork.leave();
  await waits[1];
  assert.equal(await settled(waits[2]!), false);
  next.leave();
  await waits[2];
});

test('property: bodies that come in parts all end, however they are mixed, and all room is given back', async () => {
  const parts = fc.array(fc.integer({ min: 1, max: 3 * MEGABYTE }), { maxLength: 6 });
  await fc.assert(
    fc.asyncProperty(fc.array(parts, { maxLength: 8 }), async (bodies) => {
      const room = new BodyRoom(2 * MEGABYTE, 60_000);
      await Promise.all(
        bodies.map(async (body) => {
          const place = room.open();
          for (const bytes of body) {
            await place.take(bytes);
            await new Promise(setImmediate);
          }
          place.leave();
          place.leave();
        }),
      );
      assert.equal(room.taken, 0);
    }),
    { numRuns: 40 },
  );
});
