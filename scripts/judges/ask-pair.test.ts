import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ChatModel } from '../../src/models/chat-model.ts';
import { judgeSpec } from '../../src/spec/judge-spec.ts';
import { scriptedPairJudge } from '../../src/testing/scripted-judge.ts';
import { askPairs, pairAsker } from './ask-pair.ts';
import { eachOnce } from './pair-sets.ts';

const criteria = [{ id: 'better', asks: 'It is the better one.' }];
const spec = judgeSpec.parse({ judges: 'pairs', id: 'better', criteria });
const pairOf = (at: number) => ({
  id: String(at),
  category: 'all',
  prompt: `Question ${at}.`,
  chosen: `It is good ${at}.`,
  rejected: `It is bad ${at}.`,
});
const pairs = Array.from({ length: 24 }, (_, at) => pairOf(at));

test('neither which request of a pair is asked first nor their order tells the label; the seed decides both', async () => {
  const asker = pairAsker(spec)!;
  const sent = async (seed: number) => {
    const model = scriptedPairJudge(({ first }) => (first.includes('good') ? 'first' : 'second'));
    const said = await askPairs(model, asker, pairs, seed);
    assert.ok(said.every(({ there, back }, at) => there === 1 && back === 1 && pairs[at]!.id === String(at)));
    return model.requests.map(({ prompt }) => prompt);
  };
  const requests = await sent(1);
  assert.equal(requests.length, 48);
  const numberIn = (prompt: string) => Number(/Question (\d+)/.exec(prompt)![1]);
  const isGoodFirst = (prompt: string) => prompt.indexOf('It is good') < prompt.indexOf('It is bad');
  const firstAsked = pairs.map((_, at) => requests.find((prompt) => numberIn(prompt) === at)!);
  const goodFirst = firstAsked.filter(isGoodFirst).length;
  assert.ok(goodFirst > 4 && goodFirst < 20, String(goodFirst));
  const beside = requests.filter((prompt, at) => at > 0 && numberIn(requests[at - 1]!) === numberIn(prompt));
  assert.ok(beside.length < 10, String(beside.length));
  assert.deepEqual(await sent(1), requests);
  assert.notDeepEqual(await sent(2), requests);
});

test('one text twice is a tie without a request, and what says nothing stands below', async () => {
  const nobody = { askStructured: () => assert.fail('asked') } as unknown as ChatModel;
  const twins = { ...pairOf(1), rejected: ' It is good 1.\n' };
  const [same, empty] = await askPairs(nobody, pairAsker(spec)!, [twins, { ...pairOf(2), rejected: '' }], 1);
  assert.deepEqual([same!.there, same!.back, empty!.there, empty!.back], [0.5, 0.5, 1, 1]);
});

test('a pair that is there twice is drawn once, in whatever order its responses stand', () => {
  const [one, other] = [pairOf(1), pairOf(2)];
  const turned = { ...one, id: 'turned', chosen: `${one.rejected}\n`, rejected: one.chosen };
  assert.deepEqual(eachOnce([one, other, { ...one, id: 'again' }, turned]), [one, other]);
});
