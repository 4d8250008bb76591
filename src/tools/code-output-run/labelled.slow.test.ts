/** Agreement with labelled answers of people's models; the folder of the sets is RLAR_DATA. */
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { bubblewrapProblem } from '../../sandbox/program/bubblewrap.ts';
import { workerPool } from '../../sandbox/program/worker-pool.ts';
import { scoreOne } from '../../spec/prepared-tool.ts';
import { labelledRows } from '../../testing/labelled-data.ts';
import { toToolQuery } from '../fixtures.ts';
import { codeOutputRun } from './index.ts';

const skip = bubblewrapProblem() ?? false;
after(() => workerPool().close());

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
