/** Agreement with labelled answers of people's models; the folder of the sets is RLAR_DATA. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { JsonObject } from '../../spec/json.ts';
import { scoreOne } from '../../spec/prepared-tool.ts';
import { masterKeys } from '../../testing/labelled-data.ts';
import { toToolQuery } from '../fixtures.ts';
import { jsonSchema } from './index.ts';

async function verdictOf(response: string, schema: JsonObject) {
  return scoreOne(jsonSchema.prepare(toToolQuery({ schema }), {}), { text: response });
}

test('master keys are valid against no schema', { skip: !process.env.RLAR_DATA && 'no data' }, async () => {
  for (const key of masterKeys()) {
    const verdict = await verdictOf(key, {});
    assert.equal(verdict.status === 'scored' && verdict.value, 0, key);
  }
});
