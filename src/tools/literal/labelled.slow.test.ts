/** Agreement with labelled answers of people's models; the folder of the sets is RLAR_DATA. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { scoreOne } from '../../spec/prepared-tool.ts';
import { labelledRows, masterKeys } from '../../testing/labelled-data.ts';
import { toToolQuery } from '../fixtures.ts';
import { literal } from './index.ts';

const noData = { skip: !process.env.RLAR_DATA && 'no data' };

async function earned(response: string, reference: string): Promise<number | null> {
  const verdict = await scoreOne(literal.prepare(toToolQuery({ references: [reference] }), {}), {
    text: response,
  });
  return verdict.status === 'scored' ? verdict.value : null;
}

test('labels of CRUXEval are met', noData, async () => {
  const rows = labelledRows('verify/cruxeval_output.jsonl');
  let right = 0;
  for (const row of rows) if (((await earned(row.response, row.reference)) === 1) === row.correct) right += 1;
  assert.ok(right / rows.length >= 0.995, String(right / rows.length));
});

test('references of CRUXEval are right as themselves; master keys earn nothing', noData, async () => {
  const rows = labelledRows('verify/cruxeval_output.jsonl').filter((_, index) => index % 5 === 0);
  for (const row of rows) {
    for (const text of [
      row.reference,
      `The answer is ${row.reference}.`,
      `f(x) == ${row.reference}`,
      `I ran it.\n\`\`\`python\n${row.reference}\n\`\`\``,
      `So f(x) returns ${row.reference}`,
    ])
      assert.equal(await earned(text, row.reference), 1, text);
    for (const key of masterKeys()) assert.equal(await earned(key, row.reference), 0, key);
  }
});
