/** Judges in composed rewards: behind a program, and beside programs for the demands that no program reads. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { parse } from 'yaml';
import { judgeRecord } from './library/added-tools/judge-record.ts';
import { judgeModel } from './models/judge-model.ts';
import { judgeSpec } from './spec/judge-spec.ts';
import type { Reward } from './spec/reward.ts';
import { scriptedEquivalence, scriptedJudge, scriptedPairJudge } from './testing/scripted-judge.ts';
import { type ScriptedModel, scriptedModel } from './testing/scripted-model.ts';
import { judgeService } from './testing/served-judge.ts';

async function rewards(
  spec: object,
  model: ScriptedModel,
  row: object,
  provisional = true,
): Promise<Reward[]> {
  const service = judgeService(spec, [model], { allowProvisional: provisional });
  try {
    return await service.reward(row);
  } finally {
    await service.close();
  }
}

const idsOf = ({ assignment }: Reward) => assignment.tools.map(({ id }) => id);
const QUESTION = {
  prompt: 'Why did the bakery in Mill Street close last year?',
  reference: 'the owner retired',
  kind: 'qa',
};
const SAYS = 'The man who had run it for forty years stopped working.';
const equivalence = { judges: 'equivalence', kinds: ['qa'] };
const retired = () => scriptedEquivalence(({ response }) => (response === SAYS ? 'stopped working' : null));

test('what the program of a kind leaves unscored is judged, and nothing else', async () => {
  const responses = ['The owner retired.', SAYS, 'I do not know.', ''];
  const model = retired();
  const [right, said, unknown, empty] = await rewards(equivalence, model, { ...QUESTION, responses });
  assert.deepEqual(idsOf(right!), ['short-answer', 'judge']);
  assert.equal(right!.assignment.combine, 'first');
  assert.deepEqual([right!.reward, said!.reward, unknown!.reward, empty!.reward], [1, 1, 0, 0]);
  assert.equal(right!.results[1]!.reason, 'not asked: a tool before it has answered');
  assert.equal(said!.results[0]!.status, 'unscored');
  assert.equal(said!.results[1]!.evidence.says, 'stopped working');
  assert.ok(said!.flags.includes('provisional'));
  assert.ok(!said!.flags.includes('partial'));
  assert.equal(said!.slots.correctness, 1);
  assert.ok(model.requests.every(({ prompt }) => !prompt.includes('| The owner retired.')));
});

test('a judge behind a program: in any order and one by one the same; without leave it is not there', async () => {
  const responses = [SAYS, 'The owner retired.', 'It burnt down in the night.'];
  const whole = await rewards(equivalence, retired(), { ...QUESTION, responses });
  for (const [at, response] of responses.entries()) {
    const [alone] = await rewards(equivalence, retired(), { ...QUESTION, response });
    assert.equal(alone!.reward, whole[at]!.reward);
    assert.deepEqual(alone!.assignment, whole[at]!.assignment);
  }
  const [without] = await rewards(equivalence, retired(), { ...QUESTION, response: SAYS }, false);
  assert.deepEqual(idsOf(without!), ['short-answer']);
  assert.equal(without!.reward, null);
});

test('a judge behind a program that fails is a failure of its responses alone', async () => {
  const broken = scriptedModel(() => 'no verdict');
  const responses = ['The owner retired.', SAYS];
  const [right, said] = await rewards(equivalence, broken, { ...QUESTION, responses });
  assert.equal(right!.reward, 1);
  assert.equal(said!.status, 'failed');
  assert.equal(said!.cause, 'system');
});

const DEMANDS = 'Write about your garden in at most 40 words. Do not use any commas. Use an academic tone.';

test('demands that no program reads are judged beside the programs, all of them required', async () => {
  const model = scriptedJudge(({ response }) => /furthermore|thus/i.test(response));
  const responses = [
    'The garden was observed over one season. Thus its yield may be regarded as considerable.',
    'The garden is cool and full of carrots.',
    'Thus, the garden, as observed, is considerable.',
  ];
  const [both, tone, comma] = await rewards({ judges: 'clauses' }, model, { prompt: DEMANDS, responses });
  assert.equal(both!.assignment.combine, 'all', both!.assignment.reason);
  assert.ok(idsOf(both!).includes('instruction-constraints') && idsOf(both!).includes('judge'));
  assert.deepEqual(both!.assignment.tools.at(-1)!.options, { clauses: ['Use an academic tone.'] });
  assert.deepEqual([both!.reward, tone!.reward, comma!.reward], [1, 0, 0]);
  const [without] = await rewards({ judges: 'clauses' }, model, { prompt: DEMANDS, responses }, false);
  assert.deepEqual([idsOf(without!), without!.reward], [[], null]);
});

test('a judge of clauses that fails leaves no reward; what a program floored is decided, and the judge is not asked', async () => {
  const broken = scriptedModel(() => '{}');
  const responses = [
    'Thus the garden as observed is considerable.',
    'Thus, the garden, as observed, is considerable.',
  ];
  const [passed, floored] = await rewards({ judges: 'clauses' }, broken, { prompt: DEMANDS, responses });
  assert.deepEqual([passed!.status, passed!.reward], ['failed', null]);
  assert.deepEqual([floored!.status, floored!.reward], ['scored', 0]);
  assert.ok(broken.requests.every(({ prompt }) => !prompt.includes('| Thus, the garden')));
});

test('a judge beside the program for writing: it counts where the program floors nothing, and is asked about nothing else', async () => {
  const file = join(import.meta.dirname, 'intake/shapes/fixtures/c3ebench.jsonl');
  const [row] = readFileSync(file, 'utf8').split('\n');
  const { responses: _, correct: _labels, ...asked } = JSON.parse(row!) as Record<string, string>;
  const good =
    'My grandfather only shrugged. He polished the brass of the wheel that night, as he did every night, and told my grandmother that a bridge had never yet waited for anybody who was late.';
  const spec = parse(
    readFileSync(join(import.meta.dirname, '../examples/judges/writing/cloze.yaml'), 'utf8'),
  );
  const model = scriptedPairJudge(({ first }) => (first.includes('only shrugged') ? 'first' : 'second'));
  const [own, other, echo] = await rewards(spec as object, model, {
    ...asked,
    responses: [asked.reference, good, `${asked.before}\n\n${asked.after}`],
  });
  assert.deepEqual(idsOf(other!), ['writing', 'writing-cloze']);
  assert.equal(other!.assignment.tools[0]!.gate, true);
  assert.equal(other!.results[1]!.value, 1);
  assert.equal(other!.reward, (other!.results[0]!.value! + 1) / 2);
  assert.equal(own!.results[0]!.value, 1);
  assert.equal(echo!.reward, 0);
  assert.ok(model.requests.every(({ prompt }) => prompt.includes('in the manner of the text around it')));
});

test('the shipped judges of writing are judges, one for each operation, and stand beside programs alone', () => {
  const folder = join(import.meta.dirname, '../examples/judges/writing');
  const kinds = readdirSync(folder).map((name) => {
    const read = judgeSpec.parse(parse(readFileSync(join(folder, name), 'utf8')));
    const { declaration } = judgeRecord(read, judgeModel.parse({ model: 'm' })).record;
    assert.deepEqual([declaration.kinds, declaration.needs], [[], ['prompt', 'reference']]);
    return declaration.besides?.[0];
  });
  assert.deepEqual(kinds.toSorted(), [
    'writing.cloze',
    'writing.edit',
    'writing.end-to-end',
    'writing.expand',
  ]);
});
