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

test('of a language the region is left out, and a word is no code', () => {
  const language = (code: string) =>
    demandSchema.safeParse({ kind: 'chat', language: code, machine: { memoryGb: 64 }, settings: {} }).data
      ?.language;
  assert.deepEqual(['zh-CN', 'EN', 'pt_BR'].map(language), ['zh', 'en', 'pt']);
  assert.equal(language('english'), undefined);
});
