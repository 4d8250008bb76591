import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { z } from 'zod';
import { runMixed } from './mixed-demo/run.ts';

const folder = join(import.meta.dirname, '../examples/mixed');
const reward = z.looseObject({
  reward: z.number().nullable(),
  status: z.string(),
  kind: z.string().nullable(),
  reason: z.string().nullish(),
  results: z.array(z.looseObject({ tool: z.string() })),
});

/** What changes from one day to the next: hashes of versions and of samples, and how wide the columns are. */
const plain = (report: string): string =>
  report
    .replace(/@[0-9a-z.+]+/g, '@…')
    .replace(/[ \t]+/g, ' ')
    .replace(/ +$/gm, '')
    .trim();

test('a file of fifteen kinds: each row gets an admitted reward by a program, a model or a judge, or says why not', async () => {
  const { code, report, log, rewards, again } = await runMixed({ again: true });
  assert.equal(code, 0, log);
  const rows = rewards
    .trim()
    .split('\n')
    .map((line) => reward.parse(JSON.parse(line)));
  const byKind = Map.groupBy(rows, ({ kind }) => kind ?? '');
  assert.ok(byKind.size >= 15, [...byKind.keys()].join());
  for (const [kind, tool] of [
    ['chat', /^quiet-preference-chat$/],
    ['chat.blorple', /^quiet-preference-chat$/],
    ['writing', /^rubric-writing$/],
    ['safety', /^rubric-safety$/],
    ['math.final-number', /^final-number$/],
  ] as const)
    for (const { status, results } of byKind.get(kind) ?? [])
      assert.deepEqual([kind, status, tool.test(results[0]?.tool ?? '')], [kind, 'scored', true], report);
  for (const { reward: value, status, reason } of rows)
    assert.ok(
      status === 'scored' ? value !== null : value === null && reason,
      JSON.stringify({ value, status }),
    );
  assert.ok(rows.some(({ results }) => results.some((one) => one.tool === 'check-words-longest')));
  const without = rows.filter(({ status }) => status !== 'scored');
  assert.ok(
    without.every(({ reason }) => /style:melancholy|wording alone/.test(reason ?? '')),
    report,
  );
  assert.equal(plain(report), plain(readFileSync(join(folder, 'report.txt'), 'utf8')));
  assert.equal(again, 0, 'what is there is not looked for again, and no judge is asked twice');
});
