import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { countingAgent } from '../testing/counting-agent.ts';
import { localEndpoint } from '../testing/local-endpoint.ts';

const folder = mkdtempSync(join(tmpdir(), 'rlar-acquire-'));
after(() => rmSync(folder, { recursive: true, force: true }));

const main = join(import.meta.dirname, 'main.ts');
const NONE = {
  RLAR_LLM_BASE_URL: '',
  RLAR_LLM_MODEL: '',
  RLAR_LLM_PROVIDER: '',
  RLAR_LLM_CASSETTE: '',
  RLAR_HOME: '',
};

interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

function start(
  args: readonly string[],
  environment: object = {},
): { child: ChildProcess; ended: Promise<Ended> } {
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', main, ...args], {
    cwd: folder,
    env: { ...process.env, ...NONE, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let out = '';
  let err = '';
  child.stdout.on('data', (chunk) => (out += chunk));
  child.stderr.on('data', (chunk) => (err += chunk));
  const ended = new Promise<Ended>((resolve) => child.on('close', (code) => resolve({ code, out, err })));
  return { child, ended };
}

const rows = ['river', 'lamp', 'stone', 'window', 'bread', 'paper'].flatMap((word, at) => {
  const count = 2 + (at % 3);
  const text = (times: number) => Array.from({ length: times }, () => `Here is a ${word}.`).join(' ');
  const demand = `Use the word "${word}" exactly ${count} times.`;
  return ['a walk', 'an evening'].map((topic) => ({
    prompt: `Write about ${topic}. ${demand}`,
    constraints: [{ id: 'words:exact_count', kwargs: { word, count } }],
    responses: [
      { text: text(count), correct: true },
      { text: text(count + 1), correct: false },
    ],
  }));
});
writeFileSync(join(folder, 'samples.jsonl'), rows.map((row) => JSON.stringify(row)).join('\n'));

test('what the library lacks is acquired once, killed in the middle and gone on with, and then scores', async (context) => {
  const killedAt = 4;
  let child: ChildProcess | null = null;
  const local = await localEndpoint((body, index) => {
    if (index !== killedAt) return countingAgent(body);
    child?.kill('SIGKILL');
    return { silent: true };
  });
  context.after(() => local.close());
  const model = { RLAR_LLM_BASE_URL: local.baseUrl, RLAR_LLM_MODEL: 'tiny' };
  const acquire = ['acquire', '--constraint', 'words:exact_count', '--samples', 'samples.jsonl'];

  const first = start(acquire, model);
  child = first.child;
  assert.equal((await first.ended).code, null);
  const [left] = JSON.parse((await start(['acquisitions', 'list', '--json']).ended).out).acquisitions;
  assert.ok(['running', 'interrupted'].includes(left.status), 'as long as its lease runs, nobody can tell');
  assert.ok(left.usage.calls >= 1);

  const before = local.requests.length;
  const second = await start([...acquire, '--json'], model).ended;
  assert.equal(second.code, 0, second.err);
  const [state] = JSON.parse(second.out).acquisitions;
  assert.equal(state.id, left.id);
  assert.equal(state.status, 'admitted', state.note);
  assert.ok(local.requests.length - before < state.usage.calls, 'what was paid for is not asked again');
  assert.match(second.err, /round 0: .* fails [\s\S]*round 1: r1 passes[\s\S]*admitted/);

  const asked = local.requests.length;
  const again = await start([...acquire, '--json'], model).ended;
  assert.equal(JSON.parse(again.out).acquisitions[0].status, 'admitted');
  assert.equal(local.requests.length, asked);

  const other = { word: 'cellar', count: 2 };
  const asking = 'Describe a house. Use the word "cellar" exactly 2 times.';
  const texts = ['A cellar below a cellar.', 'One cellar.'];
  const sorts = [
    {
      prompt: 'Describe a house.',
      constraints: [{ id: 'words:exact_count', kwargs: other }],
      responses: texts,
    },
    { prompt: asking, task: 'instruction-following', responses: texts },
  ];
  writeFileSync(join(folder, 'next.jsonl'), sorts.map((row) => JSON.stringify(row)).join('\n'));
  const scored = await start(['score', 'next.jsonl', '--acquire', '--out', '-', '--no-record'], model).ended;
  const rewards = scored.out
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line).reward);
  assert.deepEqual(rewards, [1, 0, 1, 0], scored.err);
  assert.equal(local.requests.length, asked);

  const page = await start(['acquisitions', 'show', state.id]).ended;
  assert.match(page.out, /Design[\s\S]*Rounds[\s\S]*RAIN[\s\S]*Gates, on audit cases[\s\S]*Model calls/);
  assert.match((await start(['tools', 'list']).ended).out, new RegExp(state.tool.id));
  const traces = (await start(['acquisitions', 'export', '--exchanges']).ended).out.trim().split('\n');
  const row = JSON.parse(traces.at(-1)!);
  assert.deepEqual([row.id, row.outcome.status, row.outcome.tool], [state.id, 'admitted', state.tool]);
  assert.ok(row.design && row.request.queries.length > 0 && row.exchanges.length > 0);
  const [wrong] = row.candidates;
  assert.ok(
    wrong.failing.includes('G4') && wrong.counterExamples.length > 0,
    'what failed, and what went back',
  );
  assert.ok(wrong.gates.every(({ phase }: { phase: string }) => phase === 'development'));
  const right = row.candidates.find((one: { candidate: string }) => one.candidate === row.frozen.candidate);
  assert.deepEqual([right.failing, right.counterExamples], [[], []]);
  assert.ok(right.gates.some(({ phase }: { phase: string }) => phase === 'audit'));
});

test('without a model the commands that need one say what to set, and everything else works', async () => {
  writeFileSync(
    join(folder, 'unknown.jsonl'),
    JSON.stringify({ ...rows[0], constraints: [{ id: 'words:none' }] }),
  );
  writeFileSync(
    join(folder, 'known.jsonl'),
    JSON.stringify({ prompt: 'What is 2 + 2?', reference: '4', response: '4' }),
  );
  const constraint = ['acquire', '--constraint', 'words:none', '--samples', 'unknown.jsonl'];
  const missing = await start(constraint).ended;
  assert.equal(missing.code, 1);
  assert.match(missing.err, /RLAR_MODEL_MISSING[\s\S]*RLAR_LLM_BASE_URL/);
  const scored = await start(['score', 'known.jsonl', '--acquire', '--json', '--no-record']).ended;
  assert.equal(scored.code, 0, scored.err);
  assert.equal(JSON.parse(scored.out).overall.scored, 1);
  await start(['score', 'unknown.jsonl', '--run', 'first']).ended;
  const planned = await start(['acquire', '--from-unscored', '--run', 'first', '--plan']).ended;
  assert.match(planned.out, /constraint words:none +1 +can be acquired/);
  assert.match(
    (await start(['acquire', '--from-unscored', '--run', 'none']).ended).out,
    /nothing is missing/,
  );
  const mapped = rows.slice(0, 2).map(({ prompt }) => ({ frage: prompt, checks: [{ id: 'words:unknown' }] }));
  const lines = [...mapped.map((row) => JSON.stringify({ ...row, response: 'A lamp.' })), '{"no": "row"}'];
  writeFileSync(join(folder, 'mapped.jsonl'), lines.join('\n'));
  const map = ['--map', 'prompt=frage', '--map', 'constraints=checks'];
  const plan = ['acquire', '--plan', '--samples', 'mapped.jsonl'];
  const read = await start([...plan, ...map]).ended;
  assert.match(read.out, /constraint words:unknown +2 +can be acquired/);
  assert.match(read.err, /mapped\.jsonl:3: /);
  assert.doesNotMatch((await start(plan).ended).out, /words:unknown/);
  const pinned = await start([...plan, ...map, '--tool', 'exact-answer']).ended;
  assert.match(pinned.out, /nothing is missing/);
  const wanting = await start(['score', 'mapped.jsonl', '--acquire', '--no-record', ...map]).ended;
  assert.match(wanting.err, /RLAR_MODEL_MISSING/, 'scoring with --acquire reads the rows as scoring does');
  const unmapped = await start(['acquire', '--from-unscored', ...map]).ended;
  assert.match(unmapped.err, /--map and --tool[\s\S]*--samples/);
  assert.equal((await start(['acquire']).ended).code, 2);
  assert.equal((await start(['acquire', '--kind', 'chat']).ended).code, 2);
  assert.equal((await start(['acquisitions', 'show', 'none']).ended).code, 1);
});
