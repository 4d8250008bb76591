import assert from 'node:assert/strict';
import { test } from 'node:test';
import { whenOver } from './own-time.ts';

/** A limit by a clock that the test moves, on a machine as busy as the test says. */
function watch(limitMs: number) {
  let now = 0;
  let waited = 0;
  let next: { at: number; callback: () => void } | null = null;
  const over: string[] = [];
  const stop = whenOver(limitMs, (why) => over.push(why), {
    now: () => now,
    waited: () => waited,
    after: (ms, callback) => {
      next = { at: now + ms, callback };
      return () => {
        next = null;
      };
    },
  });
  /** @param delay milliseconds of it in which the thread waited for a processor */
  const pass = (ms: number, delay = 0): void => {
    now += ms;
    waited += delay;
    if (!next || next.at > now) return;
    const { callback } = next;
    next = null;
    callback();
  };
  return { over, stop, pass };
}

test('what sleeps is over at its limit', () => {
  const { over, pass } = watch(100);
  for (let index = 0; index < 3; index += 1) pass(25);
  assert.deepEqual(over, []);
  pass(25);
  assert.deepEqual(over, ['time']);
});

test('waits for a processor are not its own time', () => {
  const { over, pass } = watch(100);
  for (let index = 0; index < 7; index += 1) pass(25, 12.5);
  assert.deepEqual(over, []);
  pass(25, 12.5);
  assert.deepEqual(over, ['time']);
});

test('times in which the thread was busy with other work are not its own time', () => {
  const { over, pass } = watch(100);
  pass(5_000);
  for (let index = 0; index < 3; index += 1) pass(25);
  assert.deepEqual(over, []);
  pass(25);
  assert.deepEqual(over, ['time']);
});

test('with no processor at all it is over by the wall, and not by its own time', () => {
  const { over, pass } = watch(100);
  for (let index = 0; index < 400 && over.length === 0; index += 1) pass(100, 100);
  assert.deepEqual(over, ['starved']);
});

test('what has ended is not over', () => {
  const { over, stop, pass } = watch(100);
  pass(25);
  stop();
  pass(500);
  assert.deepEqual(over, []);
});
