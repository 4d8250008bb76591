import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { candidateOf } from '../admission/added-tools/admit-added-tool.ts';
import { recordOfFile } from '../admission/added-tools/record-of-file.ts';
import { readSamples } from '../admission/added-tools/samples.ts';
import { structure } from '../admission/gates/structure.ts';
import { runCases } from '../admission/run-cases.ts';
import { Trial } from '../admission/trial.ts';
import { bubblewrapProblem } from '../sandbox/program/bubblewrap.ts';

const folder = join(import.meta.dirname, '../admission/labelled-verifiers');

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

/** Verifiers that are right on all that is asked of them. */
const RIGHT = [
  ...['order', 'sorted', 'settings', 'due'].map((kind) => `${kind}/verifier-01.js`),
  'settings/verifier-02.py',
];

/**
 * Declares a test for each verifier that the gate must refuse, and for each that it must pass.
 * @param isTaken which of them, by their place in their list
 */
export function testStructure(isTaken: (at: number) => boolean): void {
  for (const [file, why] of WRONG.filter((_, at) => isTaken(at)))
    test(`refused, though right on every sample it is given: ${file}`, async () => {
      const { outcome, reason = '' } = await judged(file);
      assert.equal(outcome, 'failed', reason);
      assert.match(reason, why);
    });
  for (const file of RIGHT.filter((_, at) => isTaken(at))) {
    const skip = file.endsWith('.py') && (bubblewrapProblem() ?? false);
    test(`passed: ${file}`, { skip }, async () => {
      const { outcome, reason } = await judged(file);
      assert.equal(outcome, 'passed', reason);
    });
  }
}
