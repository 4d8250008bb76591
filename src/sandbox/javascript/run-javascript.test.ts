import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import type { JsonValue } from '../../spec/json.ts';
import type { SandboxResult } from '../program/types.ts';
import { JavaScriptSandbox } from './run-javascript.ts';

/** What functions of agents may do; what they may not do is in the escape suite (`npm run redteam -- sandbox --table`). */
const sandbox = new JavaScriptSandbox(1);
after(() => sandbox.close());
const run = (source: string): Promise<SandboxResult<JsonValue>> =>
  sandbox.run({ source, entry: 'score', inputs: [], limitMs: 10_000 });

test('nothing is carried from one call to the next, and the same seed gives the same numbers', async () => {
  await run(
    'globalThis.left = 1; Array.prototype.left = 1; Math.random = () => 0.5; function score() { return 1; }',
  );
  const source =
    'function score() { return [typeof left, [].left === undefined, Math.random(), Math.random()]; }';
  const [first, second] = [await run(source), await run(source)];
  assert.ok(first.ok && second.ok);
  assert.deepEqual(first.value, second.value);
  assert.deepEqual(Array.isArray(first.value) && first.value.slice(0, 2), ['undefined', true]);
});

test('the library', async () => {
  const source =
    'function score(t) { return [rlar.normalize(" A\\u00a0b "), rlar.words("Ab, çd 3"), rlar.numbers("1,200 and −3.5"), rlar.sameNumber(0.1 + 0.2, 0.3)]; }';
  const result = await run(source);
  assert.deepEqual(
    result.ok && result.value,
    ['a b', ['ab', 'çd', '3'], [1200, -3.5], true],
    JSON.stringify(result),
  );
});

test('an entry that is more than a name is refused', async () => {
  const result = await sandbox.run({ source: '', entry: 'a;b', inputs: [] });
  assert.equal(!result.ok && result.error.code, 'shape');
});

/** @returns times of threads as a machine tells them on which, from look to look, so much time passes and is waited, in milliseconds */
function machine(passedMs: number, waitedMs: number) {
  let looks = 0;
  const read = () => {
    looks += 1;
    return { ranMs: looks * (passedMs - waitedMs), waitedMs: looks * waitedMs, runnable: () => true };
  };
  return { read, now: () => looks * passedMs };
}

const ENDLESS = { source: 'function score() { for (;;); }', entry: 'score', inputs: [], limitMs: 10_000 };

async function on(sources: ReturnType<typeof machine>, source = ENDLESS.source) {
  const other = new JavaScriptSandbox(1, sources);
  try {
    return await other.run({ ...ENDLESS, source });
  } finally {
    await other.close();
  }
}

test('what no interrupt ends, and has its processor for longer than any call, is to blame', async () => {
  for (const sources of [machine(50_000, 0), machine(50_000, 40_000)]) {
    const result = await on(sources);
    assert.equal(!result.ok && result.error.code, 'wall-time');
  }
});

test('a thread that waits for a processor is not ended by the wall, and one that gets none is not to blame', async () => {
  const long =
    'function score() { let n = 0; for (let at = 0; at < 2e6; at += 1) n += at % 7; return n > 0; }';
  const slow = await on(machine(25_000, 24_000), long);
  assert.deepEqual(slow.ok && slow.value, true, JSON.stringify(slow));
  const never = await on(machine(50_000, 50_000));
  assert.equal(!never.ok && never.error.code, 'deadline');
});

test('where nobody tells what a thread waited for, it is ended, and not to blame', async () => {
  let looks = 0;
  const result = await on({ read: () => null as never, now: () => (looks += 50_000) });
  assert.equal(!result.ok && result.error.code, 'deadline');
});
