import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setImmediate as settled } from 'node:timers/promises';
import { Slots } from './slots.ts';

test('no more run than there are slots, but a slow one makes room, up to a limit', async ({ mock }) => {
  mock.timers.enable({ apis: ['setTimeout'] });
  const slots = new Slots(1, 2, 20);
  const begun: string[] = [];
  const yielded: string[] = [];
  const release: (() => void)[] = [];
  const bomb = (name: string): Promise<void> =>
    slots.run(async (whenSlow) => {
      begun.push(name);
      whenSlow(() => yielded.push(name));
      await new Promise<void>((resolve) => release.push(resolve));
    });
  const all = [bomb('a'), bomb('b'), bomb('c')];
  await settled();
  assert.deepEqual(begun, ['a']);
  for (let left = 3; left > 0; left -= 1) {
    mock.timers.tick(20);
    await settled();
  }
  assert.deepEqual(
    [begun, yielded],
    [
      ['a', 'b'],
      ['a', 'b'],
    ],
  );
  release.shift()?.();
  await settled();
  assert.deepEqual(begun, ['a', 'b', 'c']);
  for (const end of release) end();
  await Promise.all(all);
});

test('work that throws gives its slot back', async () => {
  const slots = new Slots(1, 1);
  await assert.rejects(slots.run(() => Promise.reject(new Error('no'))));
  assert.equal(await slots.run(async () => 7), 7);
});
