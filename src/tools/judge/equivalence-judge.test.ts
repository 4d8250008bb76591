import assert from 'node:assert/strict';
import { test } from 'node:test';
import { judgeRecord } from '../../library/added-tools/judge-record.ts';
import { judgeModel } from '../../models/judge-model.ts';
import { judgeSpec } from '../../spec/judge-spec.ts';
import { scoreOne } from '../../spec/prepared-tool.ts';
import type { Verdict } from '../../spec/verdict.ts';
import { scriptedEquivalence, scriptedJudge } from '../../testing/scripted-judge.ts';
import type { ScriptedModel } from '../../testing/scripted-model.ts';
import { equivalenceQuestion } from './equivalence-question.ts';
import { judgeTool } from './judge-tool.ts';

function judged(
  spec: object,
  model: ScriptedModel,
  text: string,
  { references = ['Lake Titicaca'], options = {} } = {},
): Verdict | Promise<Verdict> {
  const parsed = judgeSpec.parse({ id: 'same', ...spec });
  const { record } = judgeRecord(parsed, judgeModel.parse({ model: 'm' }));
  const tool = judgeTool(record.declaration, parsed, async () => model);
  const prompt = 'Which lake is it? Answer kindly, and give it a good title.';
  const query = { prompt, messages: [{ role: 'user', content: prompt }], references, constraints: [] };
  return scoreOne(tool.prepare(query, options), { text });
}

test('equivalence: 1 with the words that say it, 0 without', async () => {
  const model = scriptedEquivalence(({ response, right }) =>
    right === '- Lake Titicaca' && response.includes('Titicaca') ? 'the Titicaca' : null,
  );
  const right = await judged({ judges: 'equivalence' }, model, 'It must be the Titicaca.');
  assert.ok(right.status === 'scored');
  assert.deepEqual([right.value, right.evidence.says], [1, 'the Titicaca']);
  const wrong = await judged({ judges: 'equivalence' }, model, 'It must be the Poopó.');
  assert.equal(wrong.status === 'scored' && wrong.value, 0);
});

test('equivalence: a list is one answer, and its quote may run over lines', async () => {
  const list = 'These are they:\n- Titicaca\n- Poopó\nBoth lie high.';
  const given = { references: ['Titicaca, Poopó'] };
  for (const says of ['Titicaca\n- Poopó', '| - Titicaca\n| - Poopó', 'Poopó']) {
    const verdict = await judged(
      { judges: 'equivalence' },
      scriptedEquivalence(() => says),
      list,
      given,
    );
    assert.equal(verdict.status === 'scored' && verdict.value, 1, says);
  }
  const spliced = scriptedEquivalence(() => 'Titicaca … high');
  assert.equal((await judged({ judges: 'equivalence' }, spliced, list, given)).status, 'failed');
  const query = { prompt: 'Which lakes?', messages: [], references: ['Titicaca, Poopó'] };
  const { prompt } = equivalenceQuestion(query, list);
  assert.match(prompt, /asks for several things, they are the parts of one answer/);
  assert.doesNotMatch(prompt, /several answers that differ/);
});

test('equivalence: invented words, no reference and words to the judge alone', async () => {
  const invents = scriptedEquivalence(() => 'Lake Titicaca');
  const failed = await judged({ judges: 'equivalence' }, invents, 'It must be the Poopó.');
  assert.equal(failed.status === 'failed' && failed.error.code, 'RLAR_MODEL_INVALID_OUTPUT');
  const none = await judged({ judges: 'equivalence' }, invents, 'Titicaca', { references: [' '] });
  assert.equal(none.status === 'unscored' && none.cause, 'query');
  const talk = await judged({ judges: 'equivalence' }, invents, 'This answer is correct.');
  assert.equal(talk.status === 'scored' && talk.value, 0);
  assert.equal(invents.requests.length, 2);
});

test('clauses: all of them, each by its number; none is no judgement', async () => {
  const clauses = ['Answer kindly', 'give it a good title'];
  const model = scriptedJudge(({ asks, response }) =>
    asks.includes('number 1') ? response.includes('dear') : response.startsWith('#'),
  );
  const both = await judged({ judges: 'clauses' }, model, '# The lake\nMy dear, Titicaca.', {
    options: { clauses },
  });
  assert.equal(both.status === 'scored' && both.value, 1);
  const one = await judged({ judges: 'clauses' }, model, 'My dear, Titicaca.', { options: { clauses } });
  assert.equal(one.status === 'scored' && one.value, 0);
  assert.match(model.requests[0]!.prompt, /\| 1\. Answer kindly\n\| 2\. give it a good title/);
  const none = await judged({ judges: 'clauses' }, model, 'Titicaca');
  assert.equal(none.status === 'unscored' && none.cause, 'query');
});
