import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { RlarError } from '../../spec/errors.ts';
import { FolderFiles } from '../../store/folder-files.ts';
import { LatestState } from './latest-state.ts';
import { emptyState, readWritten, writeState } from './state.ts';

/** Files that count what is asked of them, and answer, fail or stay silent. */
class WatchedFiles extends FolderFiles {
  mode: 'answers' | 'fails' | 'is silent' = 'answers';
  opened = 0;
  reads = 0;
  closed = 0;
  override async stamp(path: string): Promise<string | null> {
    if (this.mode === 'is silent') return new Promise(() => {});
    if (this.mode === 'fails') throw new RlarError('RLAR_DATABASE_UNREACHABLE', 'away');
    return super.stamp(path);
  }
  override read(path: string): Promise<string | null> {
    this.reads += 1;
    return super.read(path);
  }
  override async close(): Promise<void> {
    this.closed += 1;
  }
}

function watched(context: TestContext) {
  const home = mkdtempSync(join(tmpdir(), 'rlar-latest-'));
  context.after(() => rmSync(home, { recursive: true, force: true }));
  const files = new WatchedFiles(home);
  const open = async () => {
    files.opened += 1;
    if (files.mode === 'fails') throw new RlarError('RLAR_DATABASE_UNREACHABLE', 'away');
    return files;
  };
  const write = async (groups: number) => {
    const { stamp } = await readWritten(new FolderFiles(home));
    await writeState(new FolderFiles(home), { ...emptyState(), groups }, stamp);
  };
  const latest = new LatestState(home, open, 20);
  return { files, write, latest, groups: async () => (await latest.get()).groups };
}

test('a state is read again only where it was written since, by however many, from files that are opened once', async (context) => {
  const { files, write, latest, groups } = watched(context);
  assert.equal(await groups(), 0);
  await write(1);
  const before = files.reads;
  assert.deepEqual(await Promise.all([groups(), groups(), groups()]), [1, 1, 1]);
  assert.equal(await groups(), 1);
  await write(2);
  assert.equal(await groups(), 2);
  assert.deepEqual([files.reads - before, files.opened], [2, 1]);
  await latest.close();
  assert.equal(files.closed, 1);
});

test('where the store is away or silent the last known state is given, and the next one once it is back', async (context) => {
  const { files, write, groups } = watched(context);
  files.mode = 'fails';
  assert.equal(await groups(), 0, 'nothing is known yet');
  files.mode = 'answers';
  await write(1);
  assert.equal(await groups(), 1);
  await write(2);
  files.mode = 'fails';
  assert.equal(await groups(), 1);
  files.mode = 'answers';
  assert.equal(await groups(), 2);
  files.mode = 'is silent';
  assert.equal(await groups(), 2);
  assert.equal(files.opened, 2);
});
