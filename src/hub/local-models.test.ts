import assert from 'node:assert/strict';
import { appendFileSync, mkdirSync, mkdtempSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { weightsFile } from '../testing/hub/hub-model.ts';
import { localModels } from './local-models.ts';
import type { ModelQuery } from './model-source.ts';

function folderOf(files: Readonly<Record<string, string | Buffer>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'models-'));
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
  return folder;
}

const CONFIG = JSON.stringify({
  architectures: ['BertForSequenceClassification'],
  id2label: { 0: 'LABEL_0' },
});
const HEAD = weightsFile({ 'classifier.weight': [1, 384] }).bytes;

test('a folder holds models by name, and by owner and name', async () => {
  const folder = folderOf({
    'mine/config.json': CONFIG,
    'mine/model.safetensors': HEAD,
    'lab/theirs/config.json': CONFIG,
    'notes/readme.txt': 'no model',
  });
  const source = localModels(folder);
  assert.deepEqual(
    (await source.search([])).map(({ id }) => id),
    ['lab/theirs', 'mine'],
  );
  assert.deepEqual(
    (await source.search([{ query: 'their' }])).map(({ id }) => id),
    ['lab/theirs'],
  );
  const facts = await source.facts('mine');
  assert.deepEqual(facts.weights.head, { state: 'found', tensor: 'classifier.weight', rows: 1, hidden: 384 });
  assert.deepEqual([facts.parameters, facts.access, facts.weights.format], [384, 'open', 'safetensors']);
  assert.equal((await source.facts('lab/theirs')).weights.format, 'none');
});

test('a folder filters as a hub does: by task, tags, gate and size', async () => {
  const card = (task: string, license: string) =>
    `---\npipeline_tag: ${task}\nlicense: ${license}\nlanguage: en\ntags: [reward-model]\n---\nWords.`;
  const folder = folderOf({
    'small/config.json': CONFIG,
    'small/model.safetensors': HEAD,
    'small/README.md': card('text-classification', 'mit'),
    'other/config.json': CONFIG,
    'other/README.md': card('text-generation', 'apache-2.0'),
  });
  const found = async (query: ModelQuery) =>
    (await localModels(folder).search([query])).map(({ id }) => id).join(' ');
  assert.equal(await found({ task: 'text-classification' }), 'small');
  assert.equal(await found({ tags: ['license:apache-2.0', 'en'] }), 'other');
  assert.equal(await found({ tags: ['reward-model'], gated: false }), 'other small');
  assert.equal(await found({ gated: true }), '');
  assert.equal(await found({ parameters: { max: '1M' } }), 'small');
  assert.equal(await found({ parameters: { min: '1M' } }), '');
});

test('a revision is of the files: it stays, and changes with any of them', async () => {
  const folder = folderOf({ 'm/config.json': CONFIG, 'm/model.safetensors': HEAD });
  const revision = async () => (await localModels(folder).facts('m')).revision;
  const first = await revision();
  assert.match(first ?? '', /^[0-9a-f]{64}$/);
  assert.equal(await revision(), first);
  appendFileSync(join(folder, 'm', 'model.safetensors'), 'x');
  assert.notEqual(await revision(), first);
});

test('no id leads out of the folder, and broken files are no crash', async () => {
  const folder = folderOf({
    'm/config.json': '{"architectures": 7',
    'm/model.safetensors': Buffer.from([255, 255, 255, 255, 255, 255, 255, 255]),
    'n/config.json': CONFIG,
    'n/model.safetensors': '',
  });
  for (const id of ['..', '../m', '.', 'm/..', '/etc', 'm/../n', ''])
    await assert.rejects(localModels(folder).facts(id), { code: 'RLAR_HUB_NOT_FOUND' });
  for (const id of ['m', 'n'])
    assert.deepEqual((await localModels(folder).facts(id)).weights.head, { state: 'absent', instead: [] });
  assert.equal((await localModels(folder).facts('m')).config.trouble, 'its config.json is no JSON object');
  assert.equal((await localModels(folder).facts('n')).config.trouble, undefined);
  for (const place of ['none', 'n/config.json', 'n/config.json/below'])
    await assert.rejects(localModels(join(folder, place)).search([]), { code: 'RLAR_FILE_UNREADABLE' });
  symlinkSync('/', join(folder, 'link'));
  assert.deepEqual(
    (await localModels(folder).search([])).map(({ id }) => id),
    ['m', 'n'],
  );
});
