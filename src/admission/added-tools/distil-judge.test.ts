import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Random } from '../../spec/random.ts';
import { scriptedJudge } from '../../testing/scripted-judge.ts';
import { servedJudge } from '../../testing/served-judge.ts';
import { distilJudge } from './distil-judge.ts';
import { distilRule, ruleProgram } from './distil-rule.ts';

const random = new Random(7, 'distil');
const FILLER = 'the room is ready and the garden has a gate near the house with some trees'.split(' ');
const words = () => Array.from({ length: 12 }, () => random.pick(FILLER)).join(' ');
const text = (rude: boolean) => `${words()} ${rude ? 'you idiot' : 'dear guest'} ${words()}`;
const TEXTS = Array.from({ length: 400 }, (_, at) => ({
  prompt: `Write to guest ${Math.floor(at / 4)}.`,
  response: text(at % 2 === 0),
  value: at % 2,
}));

test('a classifier learns from a judge, and decides only what is not good where words could talk it into more', () => {
  const { classifier, gate } = distilJudge(TEXTS);
  assert.equal(gate.outcome, 'passed', gate.reason);
  assert.ok(gate.shares!.agreement!.low >= 0.9 && gate.shares!.sure!.value >= 0.1);
  assert.equal(classifier!.decides, 'low', 'a bag of words can be stuffed');
});

test('where nothing can be learned there is no classifier, and few verdicts are an error', () => {
  const coin = TEXTS.map((one, at) => ({ ...one, response: words(), value: (at * 7919) % 2 }));
  assert.equal(distilJudge(coin).classifier, null);
  assert.throws(() => distilJudge(TEXTS.slice(0, 50)), { code: 'RLAR_INVALID_TOOL' });
});

test('hash, classifier, judge (ONI): a group that the classifier is sure of costs nothing, any other goes to the judge as a whole', async () => {
  const model = scriptedJudge(({ response }) => response.includes('dear'));
  const criteria = [{ id: 'kind', asks: 'It is kind.' }];
  const distilled = distilJudge(TEXTS).classifier!;
  const { app, post } = await servedJudge({ judges: 'rubric', criteria, distilled }, [model]);
  try {
    const row = { prompt: 'Write to guest 1000.', tools: ['judge'] };
    const bad = await post({ ...row, responses: [text(true), text(true)] });
    assert.deepEqual(
      bad.map(({ reward, results }) => [reward, results[0]!.evidence.judgedBy]),
      [
        [0, 'the classifier'],
        [0, 'the classifier'],
      ],
    );
    assert.equal(model.requests.length, 0);
    const mixed = await post({ ...row, responses: [text(true), text(false)] });
    assert.deepEqual(
      mixed.map(({ reward, results }) => [reward, results[0]!.evidence.judgedBy]),
      [
        [0, 'the model'],
        [1, 'the model'],
      ],
    );
    assert.equal(model.requests.length, 2);
  } finally {
    await app.close();
  }
});

test('a rule repeats a judge that goes by what a program sees, and none is made of one that goes by nothing or says always the same', () => {
  const rule = distilRule(TEXTS);
  assert.ok(rule && rule.agreement.low >= 0.9 && rule.tests.length <= 3, JSON.stringify(rule));
  assert.match(ruleProgram(rule, 'kind'), /words\.includes\("(?:idiot|dear|guest|you)"\)/);
  const coin = TEXTS.map((one, at) => ({ ...one, response: words(), value: (at * 7919) % 2 }));
  assert.equal(distilRule(coin), null);
  assert.equal(distilRule(TEXTS.map((one) => ({ ...one, value: 1 }))), null);
  assert.throws(() => distilRule(TEXTS.slice(0, 50)), { code: 'RLAR_INVALID_TOOL' });
  const two = TEXTS.map(({ prompt }, at) => {
    const [dear, long] = [at % 2 === 0, at % 3 === 0];
    const response = `${dear ? 'dear' : 'poor'} guest ${words()} ${long ? `${words()} ${words()}` : ''}`;
    return { prompt, response, value: dear && long ? 1 : 0 };
  });
  assert.equal(distilRule(two)?.tests.length, 2);
});
