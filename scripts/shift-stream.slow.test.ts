/** The loop of the paper, end to end: a stream shifts four times; a tool is acquired from a recording, and each shift is noticed. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { z } from 'zod';
import { shiftStream } from './shift-stream.ts';

const root = join(import.meta.dirname, '..');
const folder = mkdtempSync(join(tmpdir(), 'rlar-shift-'));
after(() => rmSync(folder, { recursive: true, force: true }));

const figures = z.object({ queries: z.number(), coverage: z.number().nullable() });
const reply = z.object({
  agentCallsPer1000: z.number(),
  expectedFalseAlarms: z.number(),
  windows: z.array(z.object({ from: z.number(), kinds: z.record(z.string(), figures) })),
  alarms: z.array(z.object({ query: z.number(), watch: z.string(), subject: z.string() })),
  changes: z.array(z.object({ query: z.number(), what: z.string() })),
});

test('a new sort of constraint is served, and a new form, an exploit and unscorable responses are noticed', () => {
  const stream = join(folder, 'stream.jsonl');
  writeFileSync(
    stream,
    shiftStream(1)
      .map((row) => `${JSON.stringify(row)}\n`)
      .join(''),
  );
  const env: NodeJS.ProcessEnv = {
    ...process.env,
    RLAR_HOME: join(folder, 'home'),
    RLAR_LLM_CASSETTE: join(root, 'examples/acquisitions/exact-numerals/cassette'),
  };
  for (const name of ['RLAR_LLM_BASE_URL', 'RLAR_LLM_MODEL', 'RLAR_LLM_PROVIDER']) delete env[name];
  const command = ['evolution', 'replay', stream, '--evolve', '--least', '14', '--every', '250', '--json'];
  const run = spawnSync(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', join(root, 'src/cli/main.ts'), ...command],
    { cwd: folder, env, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 },
  );
  assert.equal(run.status, 0, run.stderr.slice(-2_000));
  const report = reply.parse(JSON.parse(run.stdout));
  const [acquired] = report.changes;
  assert.match(acquired?.what ?? '', /count:numerals: admitted/);
  const served = report.windows
    .filter(({ from }) => from > 2_000)
    .flatMap(({ kinds }) => kinds['instruction-following.constraints'] ?? []);
  assert.ok(served.length > 4 && served.every(({ coverage }) => coverage !== null && coverage > 0.95));
  const first = (watch: string, from: number) =>
    report.alarms.find((alarm) => alarm.watch === watch && alarm.query > from)?.query ??
    Number.POSITIVE_INFINITY;
  assert.ok(first('new-kind', 1_500) < 1_700);
  assert.ok(first('format', 2_500) < 2_700);
  assert.ok(first('precision', 3_300) < 4_100);
  assert.ok(first('unscorable', 4_100) < 4_900);
  assert.deepEqual(
    report.alarms.filter(({ query }) => query <= 1_500),
    [],
    'nothing before the first shift',
  );
  assert.ok(report.agentCallsPer1000 < 1 && report.expectedFalseAlarms < 1);
});
