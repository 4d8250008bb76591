import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { makeFolder } from './make-folder.ts';

const root = mkdtempSync(join(tmpdir(), 'rlar-folder-'));
after(() => rmSync(root, { recursive: true, force: true }));

test('folders are made with those above them, and may be there already', () => {
  const path = join(root, 'a/b/c');
  makeFolder(path);
  makeFolder(path);
  assert.ok(statSync(path).isDirectory());
});

test('where folders are refused it says so and ends', () => {
  writeFileSync(join(root, 'file'), '');
  const refused = [join(root, 'file'), join(root, 'file/x/y')];
  if (existsSync('/proc/self')) refused.push('/proc/rlar/x/y');
  for (const path of refused) assert.throws(() => makeFolder(path), path);
});
