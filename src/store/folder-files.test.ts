import assert from 'node:assert/strict';
import { appendFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { RlarError } from '../spec/errors.ts';
import { homeFilesContract } from '../testing/home-files-contract.ts';
import { FolderFiles } from './folder-files.ts';

const root = mkdtempSync(join(tmpdir(), 'rlar-files-'));
after(() => rmSync(root, { recursive: true, force: true }));
const home = (): string => mkdtempSync(join(root, 'home-'));

homeFilesContract('a folder', async () => {
  const place = home();
  return async () => new FolderFiles(place);
});

test('half a line that a crash left is not read, and the next line stands in its place', async () => {
  const place = home();
  const files = new FolderFiles(place);
  const path = 'acquisitions/a/trace.jsonl';
  const log = await files.openLog(path);
  await log.append('one');
  log.close();
  appendFileSync(join(place, path), 'hal');
  assert.equal(await files.read(path), 'one\n');
  const next = await files.openLog(path);
  assert.deepEqual(next.lines, ['one']);
  await next.append('two');
  next.close();
  assert.equal(readFileSync(join(place, path), 'utf8'), 'one\ntwo\n');
});

test('a home that cannot be written is told, with its place', async () => {
  const place = home();
  mkdirSync(join(place, 'evolution'));
  writeFileSync(join(place, 'acquisitions'), 'a file in the place of the folder');
  const files = new FolderFiles(place);
  await assert.rejects(files.write('acquisitions/a/state.json', '{}'), (thrown) => {
    assert.ok(thrown instanceof RlarError && thrown.code === 'RLAR_STORE_FAILED');
    assert.match(thrown.message, /acquisitions/);
    return true;
  });
});
