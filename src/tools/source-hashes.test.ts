import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { builtInParts } from '../library/built-in.ts';
import { builtInTools } from './index.ts';
import { recordSourceHashes, sourceHash } from './source-hashes.ts';

const folder = mkdtempSync(join(tmpdir(), 'rlar-hashes-'));
after(() => rmSync(folder, { recursive: true, force: true }));
const ids = builtInTools.map(({ declaration }) => declaration.id);

test('what a build records is what a checkout works out, for every tool', () => {
  recordSourceHashes(ids, folder);
  for (const id of ids) assert.equal(sourceHash(id, folder), sourceHash(id), id);
  assert.equal(new Set(ids.map((id) => sourceHash(id, folder))).size, ids.length);
});

test('the version of a tool ends with the hash of its sources, whatever its evidence is of', () => {
  for (const { tool } of builtInParts()) {
    const { id, version } = tool.declaration;
    assert.equal(version.split('+')[1], sourceHash(id).slice(0, 8), id);
  }
});

test('a package whose record is missing, broken or lacks a tool says so, and no tool gets another version in silence', () => {
  const empty = mkdtempSync(join(folder, 'empty-'));
  assert.throws(() => sourceHash('choice', empty), /built without source-hashes.json/);
  for (const [text, expected] of [
    ['{}', /no hash of choice/],
    ['{"choice": "zzz"}', /choice/],
    ['[]', /source-hashes.json/],
  ] as const) {
    writeFileSync(join(empty, 'source-hashes.json'), text);
    assert.throws(() => sourceHash('choice', empty), expected, text);
  }
  assert.throws(() => sourceHash('constructor', folder), /no hash of constructor/);
});
