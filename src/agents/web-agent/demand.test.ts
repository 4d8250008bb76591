import assert from 'node:assert/strict';
import { test } from 'node:test';
import { demandSchema } from './demand.ts';

const read = (machine: unknown, settings: unknown = {}) =>
  demandSchema.safeParse({ kind: 'chat', language: 'en', machine, settings });

test('a machine is read as people write it', () => {
  const two = [{ memoryGb: 24 }, { memoryGb: 24 }];
  for (const machine of [
    { gpus: two, memoryGb: 64 },
    { gpus: [24, 24], ram_gb: 64 },
    { gpus: 2, gpu_memory_gb: 24, ramGb: 64, os: 'linux' },
    { gpus: [{ name: 'a card', vram_gb: 24 }, { memory_gb: 24 }], memory_gb: 64 },
  ])
    assert.deepEqual(read(machine).data?.machine, { gpus: two, memoryGb: 64, cores: 2, runtimes: null });
  for (const machine of [
    { gpu: { name: 'a card', vram: 24 }, ram: 64, cpu: { cores: 2 } },
    { gpu: 'a card', gpu_vram_gb: 24, ram_GB: 64, num_gpus: 1 },
    { gpu_count: 1, gpu_memory_gb: 24, memory: 64, cpu_cores: 2, constructor: 'x' },
  ])
    assert.deepEqual(read(machine).data?.machine.gpus, [{ memoryGb: 24 }], JSON.stringify(machine));
  assert.deepEqual(read({ gpus: 0, vram_gb: 0, ram_gb: 16 }).data?.machine.gpus, []);
  assert.deepEqual(read({ gpu: null, ram_gb: 16 }).data?.machine.memoryGb, 16);
  assert.deepEqual(read({ ram_gb: 16, runtimes: ['transformers'] }).data?.machine.runtimes, [
    'managed-worker',
  ]);
  assert.deepEqual(read({ gpu_memory_gb: 24, cpus: 8 }).data?.machine.gpus, [{ memoryGb: 24 }]);
  assert.deepEqual(read({ gpus: 0, memoryGb: 16 }).data?.machine.gpus, []);
});

test('a machine that says too little, or nonsense, is none', () => {
  for (const machine of [
    {},
    { gpus: 2 },
    { gpus: [{}] },
    { memoryGb: -1 },
    { memoryGb: '64' },
    [],
    null,
    'big',
    { memoryGb: 64, runtimes: ['python'] },
  ])
    assert.equal(read(machine).success, false, JSON.stringify(machine));
});

test('a policy is a use, a list or the whole, in either spelling; a word that nobody knows is refused', () => {
  const licences = (settings: unknown) => read({ memoryGb: 64 }, settings).data?.settings.licences;
  assert.equal(licences({ license: 'research' })?.use, 'research');
  assert.deepEqual(licences({ licenses: ['mit'] })?.allow, ['mit']);
  assert.deepEqual(licences({ licences: { deny: ['gemma'] } })?.deny, ['gemma']);
  assert.equal(licences({})?.use, 'commercial');
  for (const settings of [
    { licences: 'some' },
    { licences: { forbid: ['mit'] } },
    { licens: ['mit'] },
    { custom_code: ['lab/own'] },
  ])
    assert.equal(read({ memoryGb: 64 }, settings).success, false, JSON.stringify(settings));
  assert.deepEqual(
    read({ memoryGb: 64 }, { custom_code: [`lab/own@${'a'.repeat(40)}`] }).data?.settings.customCode.length,
    1,
  );
});

const other = (kind: string, language = 'en') =>
  demandSchema.safeParse({ kind, language, machine: { memoryGb: 64 }, settings: {} }).data;

test('a language is a code without its region, an English name, or many', () => {
  const language = (written: string) => other('chat', written)?.language;
  assert.deepEqual(['zh-CN', 'EN', 'pt_BR'].map(language), ['zh', 'en', 'pt']);
  assert.deepEqual(['English', ' german', 'deu', 'fil'].map(language), ['en', 'de', 'de', 'fil']);
  assert.deepEqual(['multilingual', 'mul'].map(language), ['mul', 'mul']);
  for (const nonsense of ['', 'elvish tongue', 'x', '1', '__proto__', 'constructor'])
    assert.equal(language(nonsense), undefined, nonsense);
});

test('a kind is read in capitals, with spaces, and by other names of its family', () => {
  const kind = (written: string) => other(written)?.kind;
  for (const [written, read] of [
    ['Instruction following', 'instruction-following'],
    ['instruction_following.json', 'instruction-following.json'],
    ['summarisation', 'summarization'],
    ['factuality', 'qa'],
    ['maths process', 'math.process'],
    ['Math.Steps', 'math.steps'],
    ['math final answer', 'math.final-answer'],
    ['code-output', 'code-output'],
    ['code-repair', 'code.repair'],
    ['role play', 'chat'],
    ['chess-puzzles', 'chess-puzzles'],
  ] as const)
    assert.equal(kind(written), read);
  for (const nonsense of ['Chat!', '', '.', 'a..b', '__proto__', '日本語'])
    assert.equal(kind(nonsense), undefined);
});

test('settings go by other names too, and unknown ones are still refused', () => {
  const settings = (given: object) => read({ memoryGb: 64 }, given).data?.settings;
  assert.equal(settings({ commercial: false })?.licences.use, 'research');
  assert.equal(
    settings({ licences: { commercial: false, denied: ['gemma'] }, hf_token: null })?.licences.use,
    'research',
  );
  assert.deepEqual(settings({ allowed_licenses: ['mit'], commercial: true })?.licences.allow, ['mit']);
  assert.deepEqual(settings({ licence_policy: { deny: ['gemma'] } })?.licences.deny, ['gemma']);
  assert.equal(settings({ max_input_tokens: 9000, trust_remote_code: false })?.inputTokens, 9000);
  for (const given of [
    { trust_remote_code: true },
    { commercial: 'no' },
    { constructor: 1 },
    { toString: 'x' },
  ])
    assert.equal(settings(given), undefined, JSON.stringify(given));
});
