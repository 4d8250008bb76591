import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { createRewardService } from '../../service.ts';
import { readBenchmark } from './read-benchmark.ts';

const folder = mkdtempSync(join(tmpdir(), 'rlar-read-bench-'));
const service = await createRewardService();
after(async () => {
  await service.close();
  rmSync(folder, { recursive: true });
});

const QUERY = { prompt: 'What is 6 * 7?', reference: '42' };
const TESTS = {
  prompt: 'Write f(x) that returns x + 1.',
  tests: { language: 'python', test: 'assert f(1) == 2', entry_point: 'f' },
};
const FORMS: Readonly<Record<string, object>> = {
  'best of N': { id: 'a', ...QUERY, responses: ['42', '41'], correct: [true, false] },
  'best of N without an id': { ...QUERY, responses: ['42', '41'], correct: [true, false] },
  pairs: { id: 'a', ...QUERY, chosen: '42', rejected: '41' },
  'pairs without an id': { ...QUERY, chosen: '42', rejected: '41' },
  lists: { id: 'a', ...QUERY, chosen: ['42'], rejected: ['41', '40'] },
};

for (const [name, row] of Object.entries(FORMS))
  test(`${name}: the query is what score would read, and its rewards tell right from wrong`, async () => {
    const file = join(folder, 'file.jsonl');
    writeFileSync(file, `${JSON.stringify(row)}\n`);
    const [item] = (await readBenchmark(file)).items;
    assert.deepEqual(item!.query.references, ['42']);
    const [rewards] = await service.score({
      context: {},
      groups: [{ query: item!.query, rollouts: [...item!.candidates] }],
    });
    assert.deepEqual(
      rewards!.map(({ reward }) => reward === 1),
      item!.right,
    );
  });

test('tests and constraints come along too', async () => {
  const file = join(folder, 'tests.jsonl');
  const row = {
    ...TESTS,
    responses: ['def f(x): return x + 1', 'def f(x): return x'],
    correct: [true, false],
  };
  writeFileSync(file, JSON.stringify(row));
  assert.ok((await readBenchmark(file)).items[0]!.query.tests);
});

test('a file of Parquet is read by its columns, and one that only says so is refused', async () => {
  const broken = join(folder, 'rows.parquet');
  writeFileSync(broken, '{"prompt": "a", "chosen": "b", "rejected": "c"}');
  await assert.rejects(() => readBenchmark(broken), { code: 'RLAR_FILE_UNREADABLE' });
  await assert.rejects(() => readBenchmark(join(folder, 'none.parquet')), /no such file/);
  const rollouts = join(import.meta.dirname, '../../intake/rollouts.parquet');
  await assert.rejects(() => readBenchmark(rollouts), /neither pairs/);
});
