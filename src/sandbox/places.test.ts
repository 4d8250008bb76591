import assert from 'node:assert/strict';
import { test } from 'node:test';
import { inTurnOf } from '../spec/whose-turn.ts';
import { JavaScriptSandbox } from './javascript/run-javascript.ts';
import { Places } from './places.ts';
import { Slots } from './program/slots.ts';

/** Who was served, in order, where one run has sent a flood before another sends a few. */
type Enter = (work: () => Promise<void>) => Promise<unknown>;
const FLOOD = 40;
const FEW = 3;

async function served(enter: Enter): Promise<string[]> {
  const order: string[] = [];
  const send = (run: string, count: number): Promise<unknown>[] =>
    Array.from({ length: count }, () => inTurnOf(run, () => enter(async () => void order.push(run))));
  const all = [...send('flood', FLOOD), ...send('small', FEW)];
  await Promise.all(all);
  return order;
}

const slots = new Slots(1, 1);
const places = new Places(1);
const WAYS: Readonly<Record<string, Enter>> = {
  'slots of programs': (work) => slots.run(work),
  'places of functions': (work) => places.run(work),
};

for (const [name, enter] of Object.entries(WAYS))
  test(`${name}: a small run waits for no more than one piece of a flood before each of its own`, async () => {
    const order = await served(enter);
    assert.equal(order.length, FLOOD + FEW);
    // The first of the flood had its place before anybody waited.
    assert.ok(order.lastIndexOf('small') <= 2 * FEW, order.join(' '));
  });

test('work that throws gives its place back, and more places are used at one time', async () => {
  const two = new Places(2);
  let most = 0;
  let now = 0;
  const work = async (): Promise<void> => {
    now += 1;
    most = Math.max(most, now);
    await Promise.resolve();
    now -= 1;
    throw new Error('no');
  };
  const ended = await Promise.allSettled(Array.from({ length: 9 }, () => two.run(work)));
  assert.deepEqual([...new Set(ended.map(({ status }) => status))], ['rejected']);
  assert.equal(most, 2);
});

test('functions of agents: the small run is answered before the flood is', async () => {
  const sandbox = new JavaScriptSandbox(1);
  const order: string[] = [];
  const ask = (run: string): Promise<unknown> =>
    inTurnOf(run, async () => {
      await sandbox.run({ source: 'function f() { return 1; }', entry: 'f', inputs: [], limitMs: 10_000 });
      order.push(run);
    });
  await Promise.all([...Array.from({ length: 12 }, () => ask('flood')), ask('small')]);
  await sandbox.close();
  assert.ok(order.indexOf('small') <= 2, order.join(' '));
});
