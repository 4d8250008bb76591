import assert from 'node:assert/strict';
import { test } from 'node:test';
import { MASTER_KEYS } from '../../attacks/keys.ts';
import { Random } from '../../spec/random.ts';
import { gatesOfPairs } from './gates-of-pairs.ts';
import type { PreferencePair } from './preference-pairs.ts';

/** Half of the better responses are the shorter ones; `good` is what a judge can see in them. */
const pairs: PreferencePair[] = Array.from({ length: 80 }, (_, at) => ({
  prompt: `Question ${at}?`,
  chosen: `good ${at} ${'and so on '.repeat(at % 2 ? 1 : 6)}`,
  rejected: `bad ${at} ${'and so on '.repeat(at % 2 ? 6 : 1)}`,
}));
const outcomes = async (score: (text: string, at: number) => number | null) => {
  const gates = await gatesOfPairs(pairs, async (_, responses) => responses.map(score));
  return Object.fromEntries(gates.map(({ gate, outcome }) => [gate, outcome]));
};
const sound = (text: string): number => (text.startsWith('good') ? 2 : -1);

test('a judge of what is meant passes; chance, length, a taste for keys and one score for all do not', async () => {
  assert.deepEqual(await outcomes(sound), { G4: 'passed', G6: 'passed', G8: 'passed' });
  const random = new Random(3);
  assert.equal((await outcomes(() => random.next())).G4, 'failed');
  const long = await outcomes((text) => text.length);
  assert.deepEqual([long.G4, long.G8], ['failed', 'failed']);
  const keys = new Set<string>(MASTER_KEYS);
  assert.equal((await outcomes((text) => (keys.has(text) ? 9 : sound(text)))).G6, 'failed');
  assert.deepEqual(await outcomes(() => 1), { G4: 'failed', G6: 'failed', G8: 'failed' });
  assert.equal((await outcomes((text) => -sound(text))).G4, 'failed');
});

test('what has no score counts neither for nor against; too little of it says nothing', async () => {
  const some = await gatesOfPairs(pairs, async (_, responses) =>
    responses.map((text) => (text.includes(' 1') ? null : sound(text))),
  );
  assert.ok((some[0]?.cases ?? 0) < pairs.length);
  assert.equal(some[0]?.outcome, 'passed');
  const none = await outcomes(() => null);
  assert.deepEqual(none, { G4: 'not-applicable', G6: 'not-applicable', G8: 'not-applicable' });
});
