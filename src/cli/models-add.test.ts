import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { rewardAdapter } from '../testing/reward-adapter.ts';
import { rewardModelServer } from '../testing/reward-model-server.ts';

const folder = mkdtempSync(join(tmpdir(), 'models-add-'));
after(() => rmSync(folder, { recursive: true, force: true }));

async function rlar(...args: string[]): Promise<{ code: number | null; out: string }> {
  const child = spawn(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', join(import.meta.dirname, 'main.ts'), ...args],
    { cwd: folder, env: { ...process.env, RLAR_HOME: join(folder, 'home') } },
  );
  let out = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk) => {
      out += chunk;
    });
  const code = await new Promise<number | null>((resolve) => child.on('close', resolve));
  return { code, out };
}

const scoreOf = (text: string): number =>
  (text.match(/[a-z]\.(?:\s|$)/g)?.length ?? 0) * 3 -
  (/potato|turtles|stupid|idiot|banana|xkq|hate/.test(text) ? 30 : 2) +
  text.length / 1e6;

test('a choice without a model or an adapter says what is missing', async () => {
  const file = join(folder, 'choice.json');
  for (const [choice, why] of [
    [null, /choice\.json: no model was chosen/],
    [{ adapter: null, missing: ['layout', 'sign'] }, /the choice has no adapter: nobody knows layout, sign/],
    [{ id: 'lab/rm' }, /the choice has no adapter\n/],
  ] as const) {
    writeFileSync(file, JSON.stringify({ choice }));
    const { code, out } = await rlar('models', 'add', file, '--url', 'http://127.0.0.1:1');
    assert.equal(code, 1, out);
    assert.match(out, why);
  }
});

test('the adapter of a scorer of one’s own stands whole in the docs, and a server that answers as told is added', async () => {
  const page = readFileSync(join(import.meta.dirname, '../../docs/reward-models.md'), 'utf8');
  const [, written] = /This is a whole `SPEC\.json`[\s\S]*?```json\n([\s\S]*?)```/.exec(page)!;
  const file = join(folder, 'own.json');
  writeFileSync(file, written!);
  const { model } = JSON.parse(written!);
  const server = await rewardModelServer({ runtime: 'plain', model, score: scoreOf });
  try {
    const added = await rlar('models', 'add', file, '--url', server.url);
    assert.equal(added.code, 0, added.out);
    assert.match(added.out, /provisional/);
  } finally {
    await server.close();
  }
});

test('a served model is added, listed, and scores a file', async () => {
  const model = 'owner/tiny';
  const server = await rewardModelServer({ runtime: 'tei', model, score: scoreOf });
  try {
    const spec = join(folder, 'spec.json');
    writeFileSync(spec, JSON.stringify({ choice: { adapter: rewardAdapter('tei', { model }) } }));
    const added = await rlar('models', 'add', spec, '--url', server.url, '--license', 'mit');
    assert.equal(added.code, 0, added.out);
    assert.match(added.out, /provisional[\s\S]*--tool tiny[\s\S]*raw/);
    const listed = await rlar('models', 'list');
    assert.match(listed.out, /tiny +owner\/tiny@0123[\s\S]*mit[\s\S]*provisional[\s\S]*healthy/);
    const rows = join(folder, 'rows.jsonl');
    writeFileSync(rows, JSON.stringify({ prompt: 'Say it.', responses: ['Said. Done well.', 'mumble'] }));
    const scored = await rlar('score', rows, '--tool', 'tiny', '--out', '-', '--no-record');
    assert.equal(scored.code, 0, scored.out);
    assert.match(scored.out, /"reward":7[\s\S]*"reward":1/);
    const tested = await rlar('tools', 'test', 'tiny');
    assert.notEqual(tested.code, 0);
    assert.match(tested.out, /reward model/);
    const spoilt = await rlar('models', 'add', spec, '--url', 'http://user:word@127.0.0.1:1');
    assert.notEqual(spoilt.code, 0);
    assert.match(spoilt.out, /password/);
  } finally {
    await server.close();
  }
});
