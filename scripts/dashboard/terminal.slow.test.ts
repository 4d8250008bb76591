/** The commands over the hostile rollouts that the browser tests open: a terminal obeys nothing in what they print. */
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { promisify } from 'node:util';
import { HOSTILE_ROLLOUTS, manyLines } from '../../src/testing/hostile-rollouts.ts';
import { makeDemo } from './demo-ledger.ts';

const OBEYED =
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufff9-\ufffb]|\udb40[\udc00-\udc7f]/;
const STYLES = /\u001b\[[\d;]*m/g;
/** Most characters that one explanation may fill a terminal with. */
const MOST = 60_000;

test('lists, explanations and JSON of hostile rollouts print no control character', async () => {
  const home = mkdtempSync(join(tmpdir(), 'rlar-terminal-'));
  const rlar = async (...args: string[]): Promise<string> => {
    const { stdout, stderr } = await promisify(execFile)(
      process.execPath,
      ['--disable-warning=ExperimentalWarning', join(import.meta.dirname, '../../src/cli/main.ts'), ...args],
      { env: { ...process.env, RLAR_HOME: home, FORCE_COLOR: '1', COLUMNS: '100' }, maxBuffer: 1e9 },
    );
    for (const text of [stdout, stderr])
      assert.doesNotMatch(text.replaceAll(STYLES, ''), OBEYED, args.join(' '));
    return stdout;
  };
  try {
    await makeDemo(home, { steps: 0, hostile: [manyLines()] });
    const listed = JSON.parse(
      await rlar('ledger', 'list', '--run', 'hostile', '--sort', 'oldest', '--json'),
    ) as {
      records: { record: string; rollout: { text: string } }[];
    };
    const texts = [...HOSTILE_ROLLOUTS, manyLines()].map(({ text }) => text.toWellFormed());
    assert.deepEqual(
      listed.records.map(({ rollout }) => rollout.text.length),
      texts.map(({ length }) => length),
    );
    await Promise.all([rlar('ledger', 'list', '--run', 'hostile'), rlar('runs', 'show', 'hostile')]);
    for (const [at, { name }] of [...HOSTILE_ROLLOUTS, { name: 'many lines' }].entries()) {
      if (!/terminal|right to left|control|lines|looks like/.test(name)) continue;
      const said = await rlar('explain', listed.records[at]!.record);
      assert.ok(said.length < MOST, `${name}: ${said.length} characters`);
    }
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
});
