/** Agreement with labelled answers of people's models; the folder of the sets is RLAR_DATA. */
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { measureInstructionConstraints } from '../../../scripts/measure-instruction-constraints.ts';

test('agrees with the labels of the reference checkers', {
  skip: !process.env.RLAR_DATA && 'no data',
}, async () => {
  const found = await measureInstructionConstraints(
    join(process.env.RLAR_DATA ?? '', 'verify', 'ifeval_gpt4.jsonl'),
  );
  assert.ok(found.instructionsAgreed >= 442, found.disagreements.join('\n'));
  assert.ok(found.responsesAgreed >= 304, found.disagreements.join('\n'));
});
