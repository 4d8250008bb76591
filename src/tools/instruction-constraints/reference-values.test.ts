import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { z } from 'zod';
import { scoreOne } from '../../spec/prepared-tool.ts';
import { constraint } from '../../spec/query.ts';
import { instructionConstraints } from './index.ts';

/** Cases of our own with the verdicts of IFEval's checkers, made by bench/peers/ifeval_values.py with seed 7. */
const referenceValue = constraint.extend({ response: z.string(), strict: z.boolean(), loose: z.boolean() });
const values = readFileSync(`${import.meta.dirname}/reference-values.jsonl`, 'utf8')
  .trimEnd()
  .split('\n')
  .map((line) => referenceValue.parse(JSON.parse(line)));

for (const id of new Set(values.map((value) => value.id))) {
  test(`${id}: the verdicts of the reference, strict and loose`, async () => {
    const wrong: string[] = [];
    for (const value of values.filter((entry) => entry.id === id)) {
      for (const mode of ['strict', 'loose'] as const) {
        const query = { prompt: '', messages: [], references: [], constraints: [value] };
        const verdict = await scoreOne(instructionConstraints.prepare(query, { mode }), {
          text: value.response,
        });
        const found = verdict.status === 'scored' ? verdict.value === 1 : verdict.status;
        if (found !== value[mode])
          wrong.push(`${mode}: ${JSON.stringify(value)}, found ${JSON.stringify(verdict)}`);
      }
    }
    assert.deepEqual(wrong, []);
  });
}
