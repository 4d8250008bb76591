import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { parse } from 'yaml';
import { parseConfig } from '../config.ts';
import type { Reward } from '../spec/reward.ts';

const folder = mkdtempSync(join(tmpdir(), 'rlar-cli-'));
after(() => rmSync(folder, { recursive: true, force: true }));
const main = join(import.meta.dirname, 'main.ts');
const command = (args: string[]) => ['--disable-warning=ExperimentalWarning', main, ...args];

function rlar(args: string[], input = ''): { code: number | null; out: string; err: string } {
  const run = spawnSync(process.execPath, command(args), { cwd: folder, input, encoding: 'utf8' });
  return { code: run.status, out: run.stdout, err: run.stderr };
}
const row = (id: string, response: string, correct: boolean) =>
  JSON.stringify({
    id,
    prompt: 'Tom has 3 bags with 4 apples each. How many apples?',
    reference: '12',
    response,
    correct,
  });
const linesOf = (file: string) =>
  readFileSync(join(folder, file), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Reward);

writeFileSync(
  join(folder, 'in.jsonl'),
  `${row('a', '#### 12', true)}\n${row('b', '#### 13', false)}\nnonsense\n${row('c', '12', true)}\n`,
);

test('score: a line per rollout, a table, and an exit code for the bad line', () => {
  const { code, out, err } = rlar(['score', 'in.jsonl', '--out', 'out.jsonl', '--run', 'cli']);
  assert.equal(code, 3);
  assert.match(out, /math\.final-number +3 +3 +0 +0 +0\.667 +100\.0 % +0 +0 +final-number@/);
  assert.match(out, /lines that could not be read: 1$/m);
  assert.equal((out + err).split('not JSON').length, 2, 'said once');
  assert.match(err, /in\.jsonl:3: not JSON/);
  assert.deepEqual(
    linesOf('out.jsonl').map((reward) => [reward.id, reward.reward, reward.status]),
    [
      ['a', 1, 'scored'],
      ['b', 0, 'scored'],
      ['c', 1, 'scored'],
    ],
  );
  assert.equal(existsSync(join(folder, 'out.jsonl.progress.json')), false);
});

test('score: --tool pins rows whose own tools describe functions', () => {
  const given = {
    ...JSON.parse(row('a', '12', true)),
    tools: [{ type: 'function', function: { name: 'add' } }],
  };
  const args = ['score', '-', '--out', '-', '--no-record', '--tool', 'exact-answer'];
  const { out } = rlar(args, `${JSON.stringify(given)}\n`);
  const { assignment } = JSON.parse(out) as Reward;
  assert.deepEqual([assignment.rung, assignment.tools.map((tool) => tool.id)], ['pinned', ['exact-answer']]);
});

test('score: standard input, JSON for machines, nothing else on standard output', () => {
  const { code, out } = rlar(['score', '-', '--json', '--no-record'], `${row('a', '12', true)}\n`);
  assert.equal(code, 0);
  assert.equal(JSON.parse(out).kinds['math.final-number'].right, 1);
});

const ownTool = `{
  declaration: {
    id: 'own', version: '1', title: 'own', description: 'own', type: 'verifier', slot: 'correctness', needs: [],
    range: [0, 1], kinds: [], execution: 'async', deadlineMs: 1000, deterministic: true, contentGuard: false,
    costPer1000: 0, provenance: { origin: 'user' },
  },
  prepare: () => ({ score: (all) => all.map(() => ({ status: 'scored', value: 1 })) }),
}`;

test('explain, ledger, rescore: what was recorded can be seen and made again', () => {
  assert.match(rlar(['explain', 'a']).out, /reward 1[\s\S]*final-number@/);
  assert.equal(rlar(['explain', 'nobody']).code, 1);
  assert.equal(JSON.parse(rlar(['ledger', 'size', '--json']).out).rows, 3);
  const lowest = JSON.parse(rlar(['ledger', 'list', '--sort', 'lowest', '--limit', '1', '--json']).out);
  assert.deepEqual([lowest.found, lowest.records[0].reward.id], [3, 'b']);
  const none = rlar(['ledger', 'list', '--tool', 'nobody']);
  assert.match(none.out, /^0 rewards/);
  assert.match(none.err, /^nothing has this tool: /);
  assert.equal(rlar(['ledger', 'list', '--cursor', 'x']).code, 1);
  assert.match(rlar(['runs']).out, /^1 run\b[\s\S]*\bcli\b/);
  assert.equal(rlar(['runs', 'show', 'nobody']).code, 1);
  const lost = rlar(['runs', 'export', 'cli', '--out', 'no-such-folder/metrics.jsonl']);
  assert.match(lost.err, /^RLAR_OUTPUT_FAILED .*there is no folder/);
  assert.equal(JSON.parse(rlar(['runs', 'show', 'cli', '--json']).out).figures.rewards, 3);
  assert.match(rlar(['compare', 'cli', 'run:cli']).out, /^3 rollouts[\s\S]*0 changed/);
  assert.equal(rlar(['ledger', 'export']).out.trim().split('\n').length, 3);
  const best = rlar(['ledger', 'best']);
  const samples = best.out
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  assert.deepEqual(
    [samples.map(({ reward }) => reward), samples[0].messages.at(-1).role],
    [[1], 'assistant'],
  );
  assert.match(best.err, /^1 responses? to 1 quer/);
  assert.equal(rlar(['ledger', 'best', '--keep', '0']).code, 2);
  assert.match(rlar(['ledger', 'audit']).out, /no group was audited/);
  assert.match(rlar(['ledger', 'progress']).out, /no reward of a known kind with a step/);
  assert.match(rlar(['shapes', 'steps']).out, /no tool scored the steps of a rollout/);
  const changes = JSON.parse(rlar(['rescore', '--run', 'cli', '--json']).out).changes;
  assert.deepEqual(changes['math.final-number'], {
    rescored: 3,
    same: 3,
    up: 0,
    down: 0,
    gained: 0,
    lost: 0,
  });
  writeFileSync(join(folder, 'rlar.config.ts'), `export default { tools: [${ownTool}] };\n`);
  rlar(
    ['score', '-', '--run', 'own'],
    `${JSON.stringify({ prompt: 'Say it.', response: 'x', tools: ['own'] })}\n`,
  );
  rmSync(join(folder, 'rlar.config.ts'));
  assert.match(rlar(['rescore', '--run', 'own']).out, / 1\n\nLost because:\n +1 +.*own@1/);
  assert.equal(rlar(['ledger', 'prune']).code, 2);
  assert.match(rlar(['ledger', 'prune', '--run', 'cli']).out, /deleted 6 rewards/);
});

test('assign and check: which reward function, without scoring', () => {
  rlar(['assign', 'in.jsonl', '--out', 'assigned.jsonl']);
  assert.equal((linesOf('assigned.jsonl')[0] as unknown as { kind: string }).kind, 'math.final-number');
  const { code, out } = rlar(['check', 'in.jsonl']);
  assert.equal(code, 3);
  assert.match(out, /3 rows, 3 \(100\.0 %\) get a reward/);
});

test('check: the exit code says where too few rows get a reward', () => {
  const unserved = JSON.stringify({ prompt: 'Hello there!', response: 'Hi.' });
  const codeOf = (rows: string[], ...args: string[]) =>
    rlar(['check', '-', ...args], `${rows.join('\n')}\n`).code;
  const served = row('a', '12', true);
  const { code, out } = rlar(['check', '-'], `${unserved}\n`);
  assert.deepEqual([code, /reward from/.test(out), /Without a reward/.test(out)], [4, false, true]);
  assert.equal(codeOf([served, unserved]), 0);
  assert.equal(codeOf([served, unserved], '--fail-under', '50.5'), 4);
  assert.equal(codeOf([served, 'nonsense', unserved], '--fail-under', '90'), 3);
  assert.equal(codeOf([served], '--fail-under', '101'), 2);
});

test('tools list and show', () => {
  assert.match(rlar(['tools', 'list']).out, /final-number[\s\S]*G0 G1 G2 G3/);
  assert.match(rlar(['tools', 'show', 'final-number']).out, /endpoints +passed/);
  assert.equal(rlar(['tools', 'show', 'nobody']).code, 1);
});

test('a killed run goes on with --resume, and the output is that of a run that was not killed', async () => {
  const count = 8_000;
  // Each row asks something else, so that the file is read in many batches.
  const rows = Array.from({ length: count }, (_, index) =>
    row(`r${index}`, String(index % 13), index % 13 === 12).replace('Tom has', `Tom ${index} has`),
  );
  writeFileSync(join(folder, 'long.jsonl'), `${rows.join('\n')}\n`);
  const args = ['score', 'long.jsonl', '--out', 'long.out', '--no-record'];
  const child = spawn(process.execPath, command(args), { cwd: folder, stdio: 'ignore' });
  const exited = new Promise((resolve) => child.once('exit', resolve));
  while (!existsSync(join(folder, 'long.out.progress.json')) && child.exitCode === null)
    await new Promise((resolve) => setTimeout(resolve, 5));
  child.kill('SIGKILL');
  await exited;
  assert.ok(existsSync(join(folder, 'long.out.progress.json')), 'it was killed in the middle');
  const { code, out } = rlar([...args, '--resume', '--json']);
  assert.equal(code, 0);
  assert.equal(JSON.parse(out).overall.rollouts, count);
  assert.deepEqual(
    linesOf('long.out').map((reward) => reward.id),
    rows.map((_, index) => `r${index}`),
  );
});

test('shapes: settings out of labelled rewards, which rlar.yaml takes as they are written', () => {
  const labels = Array.from({ length: 800 }, (_, index) => ({
    score: (index % 10) / 10,
    right: index % 10 > 4,
    group: `q${index % 80}`,
  }));
  writeFileSync(join(folder, 'labels.jsonl'), labels.map((label) => JSON.stringify(label)).join('\n'));
  const gate = ['shapes', 'gate', 'labels.jsonl', '--kind', 'math', '--pay', 'format=0.2'];
  const made = rlar([...gate, '--out', 'shaping.yaml']);
  assert.deepEqual([made.code, made.err], [0, '']);
  const written = parseConfig(parse(readFileSync(join(folder, 'shaping.yaml'), 'utf8')));
  assert.deepEqual(written.shaping.math, [
    { shape: 'gate', slot: 'correctness', at: 0.5, pay: { format: 0.2 } },
  ]);
  const never = rlar([...gate, '--most', '0.0001', '--out', 'never.yaml']);
  assert.deepEqual([never.code, existsSync(join(folder, 'never.yaml'))], [1, false]);
  assert.match(never.out, /label more rollouts/);
  assert.match(rlar(['shapes', 'filter', 'labels.jsonl']).out, /^best-worst /m);
});
