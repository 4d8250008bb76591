import assert from 'node:assert/strict';
import { hash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { parseAllDocuments } from 'yaml';
import { rewardAdapter } from '../../testing/reward-adapter.ts';
import { ScorerClient } from '../reward-models/scorer-client.ts';
import type { ScorerInput } from '../reward-models/scorer-input.ts';
import { FILES_NAME, hashOfFiles } from '../worker/model-files.ts';
import { engineCommand, engineManifest } from './engine-command.ts';
import { EngineServer } from './engine-server.ts';
import { requireSameFiles } from './same-files.ts';
import { stepTagOf } from './step-tag.ts';

const MODEL = 'owner/reward';
const spec = rewardAdapter('sglang', { model: MODEL });
const signal = AbortSignal.timeout(120_000);
/** A small server in the engine's place: it dies of the first text that says so, and serves it when it is asked again. */
const program = (served: string) => `
  const { existsSync, writeFileSync } = require('node:fs');
  require('node:http').createServer(async (request, response) => {
    if (request.method === 'GET') return response.end(JSON.stringify({ data: [{ id: '${served}' }] }));
    let body = '';
    for await (const chunk of request) body += chunk;
    const { text } = JSON.parse(body);
    const mark = process.argv[2];
    if (text.some((one) => one === 'deadly') && !existsSync(mark)) { writeFileSync(mark, ''); process.exit(9); }
    response.end(JSON.stringify(text.map((one) => ({ embedding: [one.length] }))));
  }).listen(Number(process.argv[1]), '127.0.0.1');`;
const engineOf = (served: string, mark = '/nonexistent') =>
  new EngineServer(spec, {
    name: 'sglang',
    command: [process.execPath, '-e', program(served), '{port}', mark],
    restartMs: 10,
  });
const texts = (...all: string[]): ScorerInput[] => all.map((text) => ({ as: 'text', text }));

test('an engine is started with the first request, and started again when it dies: no item is lost', async (context) => {
  const mark = `/tmp/rlar-engine-${process.pid}-${Math.random().toString(36).slice(2)}`;
  const engine = engineOf(MODEL, mark);
  context.after(() => engine.close());
  assert.equal(engine.pid, undefined);
  assert.deepEqual(await engine.health(), { ok: true });
  const client = new ScorerClient(spec, engine);
  assert.deepEqual(await client.score(texts('one', 'three'), signal), [{ score: 3 }, { score: 5 }]);
  const before = engine.pid;
  assert.deepEqual(await client.score(texts('a', 'deadly', 'ccc'), signal), [
    { score: 1 },
    { score: 6 },
    { score: 3 },
  ]);
  assert.equal(engine.restarts, 1);
  assert.notEqual(engine.pid, before);
  const guard = engine.pid!;
  await engine.close();
  assert.throws(() => process.kill(guard, 0), { code: 'ESRCH' });
});

test('an engine that serves another model, or does not start, is given up with its last words', async (context) => {
  const wrong = engineOf('owner/other');
  context.after(() => wrong.close());
  const [raw] = await new ScorerClient(spec, wrong).score(texts('x'), signal);
  assert.match(raw && 'error' in raw ? raw.error.message : '', /owner\/other/);
  const broken = new EngineServer(spec, {
    name: 'vllm',
    command: [process.execPath, '-e', 'console.error("no GPU here"); process.exit(3)'],
    restartMs: 1,
  });
  context.after(() => broken.close());
  const [none] = await new ScorerClient(spec, broken).score(texts('x'), signal);
  assert.equal(none && 'error' in none ? none.error.code : '', 'RLAR_WORKER_FAILED');
  assert.match(none && 'error' in none ? none.error.message : '', /no GPU here/);
  assert.equal((await broken.health()).ok, false);
});

test('commands and manifests name the model, its commit and the port', () => {
  assert.deepEqual(engineCommand('vllm', spec, { from: '/models/a', host: '127.0.0.1' }), [
    ...['vllm', 'serve', '/models/a', '--runner', 'pooling'],
    ...['--served-model-name', MODEL, '--host', '127.0.0.1', '--port', '{port}'],
  ]);
  for (const engine of ['vllm', 'sglang'] as const) {
    const { yaml, url } = engineManifest(engine, spec);
    const [deployment, service] = parseAllDocuments(yaml).map((document) => document.toJSON());
    const [container] = deployment.spec.template.spec.containers;
    assert.ok(container.command.includes(MODEL) && container.command.includes(spec.revision));
    assert.equal(url, `http://${service.metadata.name}:${service.spec.ports[0].port}`);
    assert.ok(container.command.includes(String(service.spec.ports[0].port)));
    assert.ok(!yaml.includes('{port}'));
  }
});

test('code of the model’s own is loaded at its commit, and only where the adapter says that it was allowed', () => {
  const own = { ...spec, remoteCode: true };
  const revision = spec.revision;
  const given = { from: MODEL, host: '127.0.0.1', revision };
  assert.ok(!String(engineCommand('vllm', spec, given)).includes('trust'));
  const vllm = String(engineCommand('vllm', own, given));
  assert.match(vllm, new RegExp(`--trust-remote-code,--code-revision,${revision},--revision,${revision}`));
  assert.match(
    String(engineCommand('sglang', own, given)),
    new RegExp(`--trust-remote-code,--revision,${revision}`),
  );
});

test('an engine loads no other files than were fetched', () => {
  const folder = mkdtempSync(join(tmpdir(), 'rlar-same-files-'));
  try {
    const put = (name: string, text: string) => {
      writeFileSync(join(folder, name), text);
      return { name, size: text.length, sha256: hash('sha256', text, 'hex') };
    };
    const files = [put('config.json', '{}'), put('modeling.py', 'x = 1'), put('model.safetensors', 'w')];
    put(FILES_NAME, JSON.stringify(files));
    const wanted = hashOfFiles(files);
    requireSameFiles(folder, wanted);
    assert.throws(() => requireSameFiles(folder, 'f'.repeat(64)), { code: 'RLAR_VERSION_GONE' });
    put('late.py', 'x = 3');
    assert.throws(() => requireSameFiles(folder, wanted), /late\.py/);
    rmSync(join(folder, 'late.py'));
    put('modeling.py', 'x = 2');
    assert.throws(() => requireSameFiles(folder, wanted), /modeling\.py/);
    rmSync(join(folder, 'modeling.py'));
    assert.throws(() => requireSameFiles(folder, wanted), /modeling\.py/);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

test('an engine of a model that judges steps is told the number of the token that ends one, where the tokenizer names it', () => {
  const folder = mkdtempSync(join(tmpdir(), 'rlar-step-tag-'));
  try {
    const steps = { read: { from: 'steps', token: '<extra_0>', index: 1, reduce: 'least' } } as const;
    assert.equal(stepTagOf(steps, folder), null);
    writeFileSync(join(folder, 'added_tokens.json'), '{"<extra_0>": 7}');
    assert.equal(stepTagOf(steps, folder), 7);
    const added_tokens_decoder = { 151651: { content: '<extra_0>' }, 151652: { content: '<extra_1>' } };
    writeFileSync(join(folder, 'tokenizer_config.json'), JSON.stringify({ added_tokens_decoder }));
    const stepTag = stepTagOf(steps, folder);
    assert.equal(stepTag, 151651);
    assert.equal(stepTagOf(spec, folder), null);
    const command = engineCommand('vllm', spec, { from: folder, host: '127.0.0.1', stepTag });
    assert.equal(
      command[command.indexOf('--pooler-config') + 1],
      '{"pooling_type":"STEP","step_tag_id":151651}',
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
