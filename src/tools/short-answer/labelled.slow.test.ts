/** Agreement with labelled answers of people's models; the folder of the sets is RLAR_DATA. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { scoreOne } from '../../spec/prepared-tool.ts';
import { labelledRows } from '../../testing/labelled-data.ts';
import { shortAnswer } from './index.ts';

const noData = { skip: !process.env.RLAR_DATA && 'no data' };

async function judge(prompt: string, references: string[], text: string) {
  return scoreOne(shortAnswer.prepare({ prompt, messages: [], references, constraints: [] }, {}), { text });
}

test('agrees with people on NQ answers', noData, async () => {
  const rows = labelledRows('verify/evouna_nq.jsonl.gz');
  let scored = 0;
  let agreed = 0;
  let falsePositives = 0;
  for (const { prompt, reference, response, correct } of rows) {
    const verdict = await judge(prompt, [reference], response);
    if (verdict.status !== 'scored') continue;
    scored += 1;
    if ((verdict.value === 1) === correct) agreed += 1;
    else if (!correct) falsePositives += 1;
  }
  assert.ok(agreed / scored >= 0.97, `${agreed} of ${scored}`);
  assert.ok(scored / rows.length >= 0.725, `${scored} scored`);
  assert.ok(
    falsePositives / rows.filter((entry) => !entry.correct).length <= 0.025,
    `${falsePositives} wrong ones`,
  );
});
