import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { bubblewrapProblem } from '../../sandbox/program/bubblewrap.ts';
import { candidateOf } from '../added-tools/admit-added-tool.ts';
import { recordOfFile } from '../added-tools/record-of-file.ts';
import { readSamples } from '../added-tools/samples.ts';
import { runCases } from '../run-cases.ts';
import { Trial } from '../trial.ts';
import { structure } from './structure.ts';

const folder = join(import.meta.dirname, '../labelled-verifiers');

/** @returns what the gate says of a verifier that is given only the samples which it gets right */
async function judged(file: string): Promise<{ outcome: string; reason?: string }> {
  const path = join(folder, file);
  const { record, source } = await recordOfFile({ file: path }, folder);
  const samples = join(path, '../samples.jsonl');
  const cases = readSamples(samples, readFileSync(samples, 'utf8'), record.declaration);
  const input = candidateOf(record, { program: source }, folder, cases);
  const verdicts = await runCases(input.tool, cases);
  const passed = cases.filter(({ good }, at) => {
    const { verdict } = verdicts[at]!;
    return verdict.status === 'scored' && verdict.value >= 0.5 === good;
  });
  return structure.run(new Trial({ ...input, cases: passed }, 'audit'));
}

/** One of each fault that the samples left over say nothing of. */
const WRONG: readonly (readonly [file: string, why: RegExp])[] = [
  ['order/verifier-04.js', /doubled, sums put right/],
  ['order/verifier-05.js', /the sum at/],
  ['order/verifier-08.js', /text (?:before|behind) it/],
  ['sorted/verifier-04.js', /in their order/],
  ['sorted/verifier-07.js', /each once/],
  ['sorted/verifier-11.js', /of its program/],
  ['settings/verifier-05.js', /exchanged|turned round/],
  ['settings/verifier-07.js', /range/],
  ['due/verifier-04.js', /last line/],
  ['due/verifier-08.js', /last line/],
];

describe('verifiers that are right on every sample they are given', { concurrency: 2 }, () => {
  for (const [file, why] of WRONG)
    test(`refused: ${file}`, async () => {
      const { outcome, reason = '' } = await judged(file);
      assert.equal(outcome, 'failed', reason);
      assert.match(reason, why);
    });
  for (const file of ['order', 'sorted', 'settings', 'due'].map((kind) => `${kind}/verifier-01.js`))
    test(`passed: ${file}`, async () => {
      const { outcome, reason } = await judged(file);
      assert.equal(outcome, 'passed', reason);
    });
  test('passed: an honest one in Python', { skip: bubblewrapProblem() ?? false }, async () => {
    assert.equal((await judged('settings/verifier-02.py')).outcome, 'passed');
  });
});
