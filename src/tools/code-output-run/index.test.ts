import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { bubblewrapProblem } from '../../sandbox/program/bubblewrap.ts';
import { workerPool } from '../../sandbox/program/worker-pool.ts';
import { scoreOne } from '../../spec/prepared-tool.ts';
import { labelledRows } from '../../testing/labelled-data.ts';
import { fixtureMismatch, readFixtures, runFixture, toToolQuery } from '../fixtures.ts';
import { codeOutputRun } from './index.ts';
import { predictedInput } from './predicted-input.ts';
import { closing } from './read-task.ts';

const skip = bubblewrapProblem() ?? false;
after(() => workerPool().close());

for (const entry of readFixtures(import.meta.dirname)) {
  test(`code-output-run: ${entry.class}: ${entry.name}`, { skip }, async () => {
    const verdict = await runFixture(codeOutputRun, entry);
    assert.equal(fixtureMismatch(codeOutputRun, entry, verdict), null, JSON.stringify(verdict));
  });
}

test('brackets in strings are no brackets', () => {
  assert.equal(closing('f("\\")", [1])x', 1), 12);
  assert.equal(closing('f(((', 1), null);
});

test('only literals are taken for an input', () => {
  assert.equal(predictedInput("f('a', {1: (2,)})", 'f'), "'a', {1: (2,)}");
  for (const text of ['f(x)', 'f(1 + 1)', 'f([i for i in [1]])', 'f(*[1])', "f('a'.upper())", 'f(a=1)'])
    assert.equal(predictedInput(text, 'f'), null, text);
});

test('hostile responses are read in linear time', () => {
  for (const text of [
    'f('.repeat(200_000),
    '[ANSWER]'.repeat(50_000),
    '```\n'.repeat(100_000),
    'f("'.repeat(100_000),
  ])
    predictedInput(text, 'f');
});

test('labels of CRUXEval are met without its references, by running what its prompts hold', {
  skip: process.env.RLAR_DATA ? skip : 'no data',
}, async () => {
  const rows = labelledRows('verify/cruxeval_output.jsonl').filter((_, index) => index % 20 === 0);
  const wrong: string[] = [];
  let scoredRows = 0;
  for (const row of rows) {
    const query = toToolQuery({ messages: [{ role: 'user', content: row.prompt }] });
    const verdict = await scoreOne(codeOutputRun.prepare(query, {}), { text: row.response });
    if (verdict.status !== 'scored') continue;
    scoredRows += 1;
    if ((verdict.value === 1) !== row.correct) wrong.push(row.id);
  }
  assert.deepEqual(wrong, []);
  assert.ok(scoredRows / rows.length > 0.9, `${scoredRows} of ${rows.length}`);
});
