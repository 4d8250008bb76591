/** Agreement with labelled answers of people's models; the folder of the sets is RLAR_DATA. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { scoreOne } from '../../spec/prepared-tool.ts';
import { labelledRows, masterKeys } from '../../testing/labelled-data.ts';
import { toToolQuery } from '../fixtures.ts';
import { exactAnswer } from './index.ts';

const noData = { skip: !process.env.RLAR_DATA && 'no data' };

async function earned(response: string, reference: string): Promise<number | null> {
  const verdict = await scoreOne(exactAnswer.prepare(toToolQuery({ references: [reference] }), {}), {
    text: response,
  });
  return verdict.status === 'scored' ? verdict.value : null;
}

test('labels of BIG-Bench Hard are met on 99 % and more', noData, async () => {
  const rows = labelledRows('verify/bbh_codedavinci_cot.jsonl.gz');
  let right = 0;
  let falsePositives = 0;
  for (const row of rows) {
    const value = await earned(row.response, row.reference);
    if ((value === 1) === row.correct) right += 1;
    else if (value === 1) falsePositives += 1;
  }
  assert.ok(right / rows.length > 0.995, String(right / rows.length));
  assert.equal(falsePositives, 0);
});

test('references of puzzles are right as themselves; master keys earn nothing', noData, async () => {
  const rows = labelledRows('verify/bbh_codedavinci_cot.jsonl.gz').filter((_, index) => index % 25 === 0);
  for (const row of rows) {
    assert.equal(await earned(`So the answer is ${row.reference}.`, row.reference), 1);
    for (const key of masterKeys()) assert.equal(await earned(key, row.reference), 0, key);
  }
});
