/** The loop of the paper, end to end: a stream shifts four times; a tool is acquired from a recording, and each shift is noticed. */
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { promisify } from 'node:util';
import { z } from 'zod';
import { judgedSample, shiftStream } from './shift-stream.ts';

const root = join(import.meta.dirname, '..');
const folder = mkdtempSync(join(tmpdir(), 'rlar-shift-'));
after(() => rmSync(folder, { recursive: true, force: true }));

const figures = z.object({ queries: z.number(), coverage: z.number().nullable() });
const reply = z.object({
  overall: z.object({ coverage: z.number(), accuracy: z.number(), rollouts: z.number() }),
  agentCallsPer1000: z.number(),
  judgeCalls: z.number(),
  expectedFalseAlarms: z.number(),
  windows: z.array(
    z.object({
      from: z.number(),
      coverage: z.number(),
      accuracy: z.number(),
      kinds: z.record(z.string(), figures),
    }),
  ),
  alarms: z.array(z.object({ query: z.number(), watch: z.string(), subject: z.string() })),
  changes: z.array(z.object({ query: z.number(), what: z.string() })),
  unscorable: z.object({
    worth: z.number().nullable(),
    gained: z.array(z.object({ kind: z.string(), gained: z.number(), mean: z.number() })),
  }),
});

function fileOf(name: string, rows: readonly object[]): string {
  const file = join(folder, name);
  writeFileSync(file, rows.map((row) => `${JSON.stringify(row)}\n`).join(''));
  return file;
}

/** Runs a command with recorded answers. @returns what it prints */
async function rlar(home: string, cassette: string, command: readonly string[]): Promise<string> {
  const env: NodeJS.ProcessEnv = {
    ...process.env,
    RLAR_HOME: join(folder, home),
    RLAR_LLM_CASSETTE: join(root, 'examples', cassette),
  };
  for (const name of ['RLAR_LLM_BASE_URL', 'RLAR_LLM_MODEL', 'RLAR_LLM_PROVIDER']) delete env[name];
  if (home === 'judged') env.RLAR_LLM_MODEL = 'one-judge';
  const flags = ['--disable-warning=ExperimentalWarning', join(root, 'src/cli/main.ts'), ...command];
  const options = { cwd: folder, env, maxBuffer: 64 * 1024 * 1024 };
  return (await promisify(execFile)(process.execPath, flags, options)).stdout;
}

async function replayed(home: string, cassette: string, command: readonly string[]) {
  const told = await rlar(home, cassette, ['evolution', 'replay', ...command, '--every', '250', '--json']);
  return reply.parse(JSON.parse(told));
}

const acquired = 'acquisitions/exact-numerals/cassette';
const stream = fileOf('stream.jsonl', shiftStream(1));
const reports = {
  evolving: replayed('evolving', acquired, [stream, '--evolve', '--least', '14']),
  frozen: replayed('frozen', acquired, [stream, '--unscorable', '-1']),
};

test('a new sort of constraint is served, and a new form, an exploit and unscorable responses are noticed', async () => {
  const report = await reports.evolving;
  const [acquisition] = report.changes;
  assert.match(acquisition?.what ?? '', /count:numerals: admitted/);
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

test('no window is less right than the frozen library, which says who gains by being unscorable', async () => {
  const [evolving, frozen] = [await reports.evolving, await reports.frozen];
  for (const [at, { from, accuracy, coverage }] of evolving.windows.entries()) {
    const other = frozen.windows[at]!;
    assert.ok(accuracy >= other.accuracy - 0.001, `from ${from}: ${accuracy} and ${other.accuracy}`);
    assert.ok(coverage >= other.coverage - 1e-9, `from ${from}: ${coverage} and ${other.coverage}`);
  }
  assert.ok(evolving.unscorable.gained.some(({ kind, mean }) => kind.startsWith('qa') && mean > 0));
  assert.equal(frozen.unscorable.worth, -1);
  assert.ok(frozen.unscorable.gained.every(({ mean, gained }) => mean <= 0 && gained === 0));
});

test('one judge on everything, by recorded answers: it covers all, asks for each group, and pays exploits too', async () => {
  const cassette = 'evolution/one-judge/cassette';
  await rlar('judged', cassette, [
    'judges',
    'add',
    join(root, 'examples/evolution/one-judge/one-judge.yaml'),
  ]);
  const sample = fileOf('sample.jsonl', judgedSample(1, 'one-judge'));
  const report = await replayed('judged', cassette, [sample]);
  assert.equal(report.overall.coverage, 1);
  assert.ok(report.overall.accuracy > 0.95, String(report.overall.accuracy));
  assert.equal(report.judgeCalls, 81);
});
