import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { z } from 'zod';
import { readRecordedModels } from '../hub/recorded-models.ts';
import { type HubServer, hubServer } from '../testing/hub/hub-server.ts';
import { recordedHubModels } from '../testing/hub/recorded-hub-models.ts';
import { recordedModelsFile } from '../testing/hub/recorded-models.ts';
import { rlarProcess } from '../testing/rlar-process.ts';
import { readDemand } from './read-demand.ts';

const folder = mkdtempSync(join(tmpdir(), 'models-cli-'));
const machine = join(folder, 'machine.json');
let hub: HubServer;
before(async () => {
  writeFileSync(machine, JSON.stringify({ gpus: [{ memoryGb: 24 }], memoryGb: 64, cores: 8 }));
  hub = await hubServer({ models: recordedHubModels().slice(0, 12) });
});
after(async () => {
  await hub.close();
  rmSync(folder, { recursive: true, force: true });
});

const rlar = (...args: string[]) =>
  rlarProcess(folder, { HF_ENDPOINT: hub.url, HF_TOKEN: '', RLAR_HOME: join(folder, 'home') }, [
    'models',
    ...args,
  ]);

const report = z.looseObject({
  choice: z.looseObject({ id: z.string(), adapter: z.unknown() }).nullable(),
  fallbacks: z.array(z.looseObject({ id: z.string() })),
  refused: z.array(z.looseObject({ id: z.string(), code: z.string(), why: z.string() })),
});

test('choose takes recorded facts, a machine and settings, and prints the choice as JSON', async () => {
  const settings = join(folder, 'settings.json');
  writeFileSync(settings, JSON.stringify({ licences: { allow: ['apache-2.0'] } }));
  const { code, out } = await rlar(
    'choose',
    '--kind',
    'chat',
    '--language',
    'en',
    '--reference',
    'no',
    '--machine',
    machine,
    '--settings',
    settings,
    '--facts',
    recordedModelsFile,
    '--json',
  );
  assert.equal(code, 0);
  const { choice, fallbacks, refused } = report.parse(JSON.parse(out));
  assert.match(choice?.id ?? '', /Qwen3-8B$/);
  assert.ok(fallbacks.length > 0 && refused.length > 0);
});

test('choose asks the hub that HF_ENDPOINT names', async () => {
  const chosen = await rlar('choose', '--kind', 'chat', '--machine', machine);
  assert.equal(chosen.code, 0);
  assert.match(chosen.out, /^\S*Skywork-Reward-V2-Llama-3.1-8B/);
});

test('wrong files say which field, and what a name tells of the queries is taken', () => {
  const facts = join(folder, 'facts.json');
  writeFileSync(facts, '[{"id": 3}]');
  assert.throws(() => readRecordedModels(facts), {
    code: 'RLAR_FILE_UNREADABLE',
    message: /facts\.json: .*id/,
  });
  writeFileSync(facts, '{"disk": 3}');
  const flags = { kind: 'chat', language: 'en', reference: 'no' } as const;
  assert.throws(() => readDemand({ ...flags, machine: facts }), {
    code: 'RLAR_INVALID_CONFIG',
    message: /machine/,
  });
  assert.throws(() => readDemand({ ...flags, kind: 'Chat!' }), {
    code: 'RLAR_INVALID_CONFIG',
    message: /kind/,
  });
  assert.throws(() => readDemand({ ...flags, language: 'elvish tongue' }), { code: 'RLAR_INVALID_CONFIG' });
  for (const kind of ['math.steps', 'Maths process', 'math_prm'])
    assert.deepEqual(readDemand({ ...flags, kind, reference: 'yes' }).carries, ['reference', 'steps']);
});

test('a search without words lists a folder; nonsense values end with 2', async () => {
  const models = join(folder, 'some-models');
  mkdirSync(join(models, 'lab/one'), { recursive: true });
  writeFileSync(join(models, 'lab/one/config.json'), '{"architectures": ["BertForSequenceClassification"]}');
  for (const words of [[], ['--kind', 'chat']])
    assert.match((await rlar('search', '--folder', models, ...words)).out, /lab\/one/);
  const none = await rlar('search', 'nowhere', '--folder', models);
  assert.deepEqual([none.code, /no model that nowhere would find/.test(none.out)], [4, true]);
  for (const wrong of [
    ['--limit', '-2'],
    ['--parameters', '9B..2B'],
    ['--kind', 'nonsense'],
  ]) {
    const { code, err } = await rlar('search', '--folder', models, ...wrong);
    assert.deepEqual([code, err.includes(wrong[0]!)], [2, true], err);
  }
  const branch = await rlar('choose', '--kind', 'chat', '--folder', models, '--allow-code', 'lab/code@main');
  assert.equal(branch.code, 2);
  assert.match(branch.err, /--allow-code lab\/code@main: expected owner\/name@SHA/);
});
