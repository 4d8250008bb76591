import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { FunctionPool } from '../../sandbox/functions/function-pool.ts';
import { bubblewrapProblem } from '../../sandbox/program/bubblewrap.ts';
import { admitAddedTool } from './admit-added-tool.ts';
import { recordOfFile } from './record-of-file.ts';
import { readSamples } from './samples.ts';

test('behind an admission every pool of Python processes that it opened is closed', {
  skip: bubblewrapProblem() ?? false,
}, async (context) => {
  const folder = mkdtempSync(join(tmpdir(), 'rlar-admit-close-'));
  context.after(() => rmSync(folder, { recursive: true, force: true }));
  const called = new Set<FunctionPool>();
  const closed = new Set<FunctionPool>();
  const { call, close } = FunctionPool.prototype;
  context.mock.method(
    FunctionPool.prototype,
    'call',
    function (this: FunctionPool, ...args: Parameters<typeof call>) {
      called.add(this);
      closed.delete(this);
      return call.apply(this, args);
    },
  );
  context.mock.method(FunctionPool.prototype, 'close', function (this: FunctionPool) {
    closed.add(this);
    return close.apply(this);
  });
  const file = join(folder, 'reward.py');
  writeFileSync(file, 'def score(response, reference):\n    return float(response.strip() == reference)\n');
  const { record, source } = await recordOfFile({ file }, folder);
  const rows = ['4', '5', '6'].map((reference) =>
    JSON.stringify({ prompt: `Say ${reference}.`, response: reference, reference, correct: true }),
  );
  const cases = readSamples('rows.jsonl', rows.join('\n'), record.declaration);
  await admitAddedTool(record, { program: source }, folder, cases);
  assert.ok(called.size > 1, 'the tool, and the tool anew for G2');
  assert.deepEqual(
    [...called].filter((pool) => !closed.has(pool)),
    [],
  );
});
