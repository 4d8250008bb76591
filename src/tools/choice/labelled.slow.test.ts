/** Agreement with labelled answers of people's models; the folder of the sets is RLAR_DATA. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { scoreOne } from '../../spec/prepared-tool.ts';
import { labelledRows, masterKeys } from '../../testing/labelled-data.ts';
import { toToolQuery } from '../fixtures.ts';
import { choice } from './index.ts';

const noData = { skip: !process.env.RLAR_DATA && 'no data' };

async function earned(response: string, reference: string, asked: string): Promise<number | null> {
  const query = toToolQuery({ messages: [{ role: 'user', content: asked }], references: [reference] });
  const verdict = await scoreOne(choice.prepare(query, {}), { text: response });
  return verdict.status === 'scored' ? verdict.value : null;
}

test('labels of BIG-Bench Hard are met on 99 % and more, without false positives', noData, async () => {
  let right = 0;
  let falsePositives = 0;
  const rows = labelledRows('verify/bbh_codedavinci_cot.jsonl.gz');
  for (const row of rows) {
    const value = await earned(row.response, row.reference, row.prompt);
    if ((value === 1) === row.correct) right += 1;
    else if (value === 1) falsePositives += 1;
  }
  assert.ok(right / rows.length > 0.995, String(right / rows.length));
  assert.equal(falsePositives, 0);
});

test('master keys earn nothing on any question', noData, async () => {
  const rows = labelledRows('verify/bbh_codedavinci_cot.jsonl.gz').filter((_, index) => index % 25 === 0);
  for (const row of rows)
    for (const key of masterKeys()) assert.notEqual(await earned(key, row.reference, row.prompt), 1, key);
});
