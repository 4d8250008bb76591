import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { bubblewrapProblem } from '../../sandbox/program/bubblewrap.ts';
import { candidateOf } from '../added-tools/admit-added-tool.ts';
import { recordOfFile } from '../added-tools/record-of-file.ts';
import { readSamples } from '../added-tools/samples.ts';
import { Trial } from '../trial.ts';
import { determinism } from './determinism.ts';

const ROWS = ['4', '5', '6']
  .map((reference) =>
    JSON.stringify({ prompt: `Say ${reference}.`, response: reference, reference, correct: true }),
  )
  .join('\n');

async function judged(source: string) {
  const folder = mkdtempSync(join(tmpdir(), 'rlar-many-calls-'));
  try {
    const file = join(folder, 'reward.py');
    writeFileSync(file, source);
    const { record, source: program } = await recordOfFile({ file }, folder);
    const cases = readSamples('rows.jsonl', ROWS, record.declaration);
    const input = candidateOf(record, { program }, folder, cases);
    const got = await determinism.run(new Trial(input, 'audit'));
    await input.tool.close?.();
    return got;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

test('a Python function is called many hundred times in its warm processes', {
  skip: bubblewrapProblem() ?? false,
}, async () => {
  const plain = 'def score(prompt, response, reference):\n    return float(response.strip() == reference)\n';
  const got = await judged(plain);
  assert.equal(got.outcome, 'passed');
  assert.match(got.reason ?? '', /^\d{3,5} calls of its warm processes among them$/);
  const counts = `_seen = [0]\n\n${plain.replace('    return', '    _seen[0] += 1\n    if _seen[0] % 150 == 0:\n        return 1.0 - float(response.strip() == reference)\n    return')}`;
  const failed = await judged(counts);
  assert.equal(failed.outcome, 'failed');
  const [first] = 'findings' in failed ? (failed.findings ?? []) : [];
  assert.match(first?.got ?? '', /calls of warm processes/);
});
