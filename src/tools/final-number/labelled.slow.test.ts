/** Agreement with labelled answers of people's models; the folder of the sets is RLAR_DATA. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { scoreOne } from '../../spec/prepared-tool.ts';
import { labelledRows } from '../../testing/labelled-data.ts';
import { toToolQuery } from '../fixtures.ts';
import { finalNumber } from './index.ts';

const noData = { skip: !process.env.RLAR_DATA && 'no data' };

for (const [file, least] of [
  ['gsm8k_solutions.jsonl.gz', 0.999],
  // 28 of the 1,598 labels call 20.00 wrong where the reference is 20.
  ['gsm8k_routellm.jsonl.gz', 0.978],
] as const) {
  test(`${file}: agreement with the labels`, noData, async () => {
    const rows = labelledRows(`verify/${file}`);
    let agreed = 0;
    for (const { reference, response, correct } of rows) {
      const verdict = await scoreOne(finalNumber.prepare(toToolQuery({ references: [reference] }), {}), {
        text: response,
      });
      if (verdict.status === 'scored' && verdict.value === Number(correct)) agreed += 1;
    }
    assert.ok(agreed / rows.length >= least, `${agreed} of ${rows.length}`);
  });
}
