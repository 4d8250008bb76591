import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { readRegularFile } from './read-regular-file.ts';

test('a pipe, a folder and a device are refused and hold nobody; a file is read', () => {
  const folder = mkdtempSync(join(tmpdir(), 'rlar-regular-'));
  try {
    writeFileSync(join(folder, 'card.json'), '{}');
    assert.equal(readRegularFile(join(folder, 'card.json')), '{}');
    assert.equal(spawnSync('/usr/bin/mkfifo', [join(folder, 'pipe')]).status, 0);
    for (const path of [join(folder, 'pipe'), folder, '/dev/zero'])
      assert.throws(() => readRegularFile(path), /no plain file/);
    assert.throws(() => readRegularFile(join(folder, 'missing')));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
