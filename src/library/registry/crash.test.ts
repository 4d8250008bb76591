/** Publishers that are killed, and publishers at the same time: in processes of their own. */
import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import { LiveLibrary } from '../live-library.ts';
import { openRegistry, withRegistry } from './open-registry.ts';

const home = mkdtempSync(join(tmpdir(), 'rlar-publishers-'));
const children: ChildProcess[] = [];
after(() => {
  for (const child of children) child.kill('SIGKILL');
  rmSync(home, { recursive: true, force: true });
});

/** Publishes version after version of a tool, and prints each once it is published. */
const PUBLISHER = `
import { publishTool } from '${new URL('./publish.ts', import.meta.url).href}';
import { sampleTool } from '${new URL('../../testing/sample-tool.ts', import.meta.url).href}';
const [home, id, from, count] = process.argv.slice(1);
for (let at = Number(from); at < Number(from) + Number(count); at += 1) {
  const tool = await sampleTool(id, String(1 / at));
  await publishTool({ home }, tool, { by: id });
  process.stdout.write(tool.record.declaration.version + '\\n');
}`;

function publisher(id: string, from: number, count: number): { child: ChildProcess; said: () => string[] } {
  const flags = ['--disable-warning=ExperimentalWarning', '--input-type=module', '-e', PUBLISHER];
  const child = spawn(process.execPath, [...flags, home, id, String(from), String(count)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  children.push(child);
  let text = '';
  child.stdout?.setEncoding('utf8').on('data', (chunk: string) => {
    text += chunk;
  });
  return { child, said: () => text.split('\n').slice(0, -1) };
}

async function versionsInLog(id: string): Promise<string[]> {
  const entries = await withRegistry({ home }, (registry) => registry.entries());
  const changes = entries.reverse().flatMap((entry) => entry.changes);
  return changes.flatMap((change) => (change.id === id && change.to !== null ? [change.to] : []));
}

const open = async (onBroken: (error: Error) => void = () => {}) =>
  LiveLibrary.open([], { home, onBroken }, await openRegistry(home));

test('a publisher that is killed leaves a library that can be read, with all that it said is published', async () => {
  for (let round = 0; round < 4; round += 1) {
    const { child, said } = publisher('killed', 1 + round * 1_000, 1_000);
    while (said().length === 0) await setTimeout(5);
    await setTimeout(20 + 37 * round);
    child.kill('SIGKILL');
    await once(child, 'close');
    const problems: string[] = [];
    const live = await open((error) => problems.push(error.message));
    assert.deepEqual(problems, []);
    const logged = await versionsInLog('killed');
    assert.ok(said().every((version) => logged.includes(version)));
    assert.equal(live.current.require('killed').card.version, logged.at(-1));
    await live.close();
  }
});

test('of two publishers at the same time each builds on the other', async () => {
  const both = [publisher('left', 1, 15), publisher('right', 1, 15)];
  const ends = await Promise.all(both.map(({ child }) => once(child, 'close')));
  assert.deepEqual(ends.flat(), [0, null, 0, null]);
  for (const [index, id] of ['left', 'right'].entries())
    assert.deepEqual(await versionsInLog(id), both[index]!.said());
  const live = await open();
  for (const id of ['left', 'right'])
    assert.equal(live.current.require(id).card.version, (await versionsInLog(id)).at(-1));
  await live.close();
});
