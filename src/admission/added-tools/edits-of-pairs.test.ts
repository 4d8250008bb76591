import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { mutationOfPairs } from './edits-of-pairs.ts';
import type { ScorePair } from './gates-of-pairs.ts';
import type { PreferencePair } from './preference-pairs.ts';
import { reportCard } from './report-card.ts';
import { secondByDefault } from './second-by-default.ts';
import { secondScorer } from './second-scorer.ts';

const pairs: PreferencePair[] = Array.from({ length: 40 }, (_, at) => ({
  prompt: `Tell me about subject number${at}, please.`,
  chosen: `The subject number${at} is old. It is "known" to all, and it has ${at} parts.`,
  rejected:
    at % 2 ? 'No.' : `I would rather tell you of something else that has nothing to do with number${at + 1}.`,
  kind: at % 2 ? 'short' : 'long',
}));
const words = (text: string) => new Set(text.toLowerCase().match(/[a-z0-9]+/g) ?? []);
/** Likes an answer that is about the prompt, in the order of an answer. */
const sound: ScorePair = async ({ prompt }, texts) =>
  texts.map((text) => {
    const about = [...words(prompt)].filter((word) => /\d/.test(word) && words(text).has(word)).length;
    return 3 * about + (/^\W*the subject/i.test(text) ? 2 : 0) + Math.min(2, words(text).size / 8);
  });
const each =
  (score: (text: string) => number): ScorePair =>
  async (_, texts) =>
    texts.map(score);

test('G5: edits that keep the meaning keep the score, others do not, and each prompt prefers its own answer', async () => {
  assert.equal((await mutationOfPairs(pairs, sound)).outcome, 'passed');
  const touchy = each((text) => text.length % 7);
  assert.match((await mutationOfPairs(pairs, touchy)).reason ?? '', /keep the meaning move/);
  const meter = await mutationOfPairs(
    pairs,
    each((text) => (text.length > 10 ? 1 : 0)),
  );
  assert.match(meter.reason ?? '', /spoilt response/);
  const deaf: ScorePair = async (_, texts) =>
    texts.map((text) => (/^\W*the subject/i.test(text) ? 1 : 0) + words(text).size / 100);
  assert.ok((await mutationOfPairs(pairs, deaf)).shares!.consistency!.high < 0.6);
  assert.ok((await mutationOfPairs(pairs, sound)).shares!.consistency!.low > 0.8);
  assert.equal((await mutationOfPairs(pairs.slice(0, 5), sound)).outcome, 'not-applicable');
});

test('G7: a second scorer that agrees, one that does not, and one that decides nothing', async () => {
  const with_ = (second: ScorePair) => secondScorer('other', pairs, { own: sound, second });
  const twice: ScorePair = async (pair, texts) => (await sound(pair, texts)).map((value) => 2 * (value ?? 0));
  assert.equal((await with_(twice)).outcome, 'passed');
  assert.match((await with_(sound)).reason ?? '', /the same model/);
  const contrary: ScorePair = async (pair, texts) => (await sound(pair, texts)).map((value) => -(value ?? 0));
  assert.match((await with_(contrary)).reason ?? '', /agrees on 0/);
  assert.equal((await with_(each(() => 1))).outcome, 'not-applicable');
});

test('G7 where nobody named a second: closeness to references that are no response, or the model stays provisional', async () => {
  const home = mkdtempSync(join(tmpdir(), 'rlar-second-'));
  const ask = (given: readonly PreferencePair[], own = sound, kind = 'chat') =>
    secondByDefault(home, { model: 'lab/own', kinds: [kind], pairs: given, own });
  const said = pairs.map((pair) => ({ ...pair, reference: `${pair.chosen} That is what people say of it.` }));
  assert.equal((await ask(said)).outcome, 'passed');
  // A metric for some writing, such as a gap to be filled, is none for all of it.
  assert.equal((await ask(said, sound, 'writing')).outcome, 'passed');
  assert.match((await ask(said)).reason ?? '', /closeness to the reference\) agrees on/);
  const nothing: [string, readonly PreferencePair[]][] = [
    ['no references', pairs],
    ['the label again', pairs.map((pair) => ({ ...pair, reference: `“${pair.chosen.toUpperCase()}”` }))],
    ['of the worse response', said.map((pair) => ({ ...pair, reference: `${pair.rejected} So they say.` }))],
    ['of something else', said.map((pair) => ({ ...pair, reference: 'Boil rice until soft.' }))],
    ['of few', said.slice(0, 19)],
  ];
  for (const [name, given] of nothing) assert.equal((await ask(given)).outcome, 'not-applicable', name);
  // One that does not agree refuses nothing: the references may be one good answer of many.
  const contrary: ScorePair = async (pair, texts) => (await sound(pair, texts)).map((value) => -(value ?? 0));
  assert.equal((await ask(said, contrary)).outcome, 'not-applicable');
  rmSync(home, { recursive: true, force: true });
});

test('a report card: order by kind and length, the best of several, probabilities', async () => {
  const card = await reportCard(pairs, sound);
  assert.equal(card.pairs, 40);
  assert.equal(card.accuracy.all?.value, 1);
  assert.equal(card.accuracy['kind short']?.of, 20);
  assert.equal(card.accuracy['better one longer']?.of, 20);
  assert.equal(card.bestOf['2']?.value, 1);
  assert.ok(card.calibration.brier < 0.05);
  const coin = await reportCard(pairs, async ({ prompt }, [good, bad]) =>
    (Number(/\d+/.exec(prompt)) % 4 < 2 ? [2, 1] : [1, 2]).slice(0, [good, bad].length),
  );
  assert.equal(coin.accuracy.all?.value, 0.5);
  assert.ok(coin.calibration.expectedError < 0.05 && Math.abs(coin.calibration.brier - 0.25) < 0.02);
});

test('one right among several wrong (RewardMATH): ties are shared, so that a model that says the same of all is no best one', async () => {
  const pairs = ['a', 'b'].flatMap((prompt) =>
    ['w1', 'w2', 'w3'].map((rejected) => ({ prompt, chosen: 'right', rejected })),
  );
  const level = await reportCard(pairs, async () => [1, 1]);
  assert.deepEqual(
    [level.bestOf['4']?.value, level.reciprocalRank, level.accuracy.all?.value],
    [0.25, 0.4, 0.5],
  );
  const sound = await reportCard(pairs, async () => [2, 1]);
  assert.deepEqual([sound.bestOf['4']?.value, sound.reciprocalRank], [1, 1]);
  const fooled = await reportCard(pairs, async ({ prompt, rejected }) => [
    2,
    prompt === 'a' && rejected === 'w1' ? 3 : 1,
  ]);
  assert.deepEqual([fooled.bestOf['4']?.value, fooled.reciprocalRank], [0.5, 0.75]);
});
