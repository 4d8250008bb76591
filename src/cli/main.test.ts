import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
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

test('--tool and --kind: what there is not is refused before any row is read', () => {
  writeFileSync(join(folder, 'kept.jsonl'), 'kept\n');
  const refused = (...args: string[]): string => {
    const { code, out, err } = rlar([...args, 'in.jsonl']);
    assert.deepEqual([code, out], [2, ''], err);
    return err;
  };
  const out = ['--out', 'kept.jsonl'];
  assert.match(
    refused('score', ...out, '--tool', 'exact-anwser'),
    /exact-anwser.*did you mean exact-answer\?/,
  );
  assert.match(refused('check', '--tool', 'nope'), /--tool nope: [\s\S]*rlar tools list/);
  assert.match(
    refused('assign', ...out, '--kind', 'mth.x'),
    /--kind mth\.x: [\s\S]*There are .*chat, .*math/,
  );
  assert.match(refused('score', ...out, '--kind', 'wrting'), /did you mean writing\?/);
  assert.equal(readFileSync(join(folder, 'kept.jsonl'), 'utf8'), 'kept\n');
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
  assert.match(rlar(['ledger', 'list', '--tool', 'nobody']).out, /^0 rewards/);
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
  assert.match(rlar(['ledger', 'progress']).out, /no reward of a known kind with a step/);
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
  assert.equal(codeOf([unserved]), 4);
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

test('mistakes are told, with what to do', () => {
  const missing = rlar(['score', 'none.jsonl']);
  assert.equal(missing.code, 1);
  assert.match(missing.err, /RLAR_FILE_UNREADABLE no such file: none\.jsonl\nCheck the path/);
  writeFileSync(join(folder, 'empty.jsonl'), '');
  assert.match(rlar(['score', 'empty.jsonl']).err, /is empty/);
  assert.equal(rlar(['scroe']).code, 2);
  const resumed = rlar(['score', 'in.jsonl', '--resume']);
  assert.equal(resumed.code, 2);
  assert.match(resumed.err, /Name that file with --out/);
  const added = rlar(['tools', 'add', 'nofile.py']);
  assert.match(added.err, /no such file: nofile\.py\nCheck the path/);
  assert.doesNotMatch(added.err, /JSON/);
  assert.match(rlar(['acquisitions', 'show', 'x']).err, /no acquisition x\n.*`rlar acquisitions list`/);
  writeFileSync(
    join(folder, 'asked.jsonl'),
    '{"asked": "What is 2+2?", "response": "4", "reference": "4"}\n',
  );
  for (const map of [[], ['--map', 'prompt=nocol']]) {
    const blind = rlar(['acquire', '--kind', 'chat', '--samples', 'asked.jsonl', '--plan', ...map]);
    assert.equal(blind.code, 2, blind.err);
    assert.match(blind.err, /1 of 1 rows have no prompt[\s\S]*--map prompt=COLUMN/);
  }
  const seen = ['acquire', '--kind', 'chat', '--samples', 'asked.jsonl', '--plan', '--map', 'prompt=asked'];
  assert.equal(rlar(seen).code, 0);
  writeFileSync(join(folder, 'bad.yaml'), 'port: many\n');
  assert.match(rlar(['score', 'in.jsonl', '--config', 'bad.yaml']).err, /RLAR_INVALID_CONFIG port/);
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
