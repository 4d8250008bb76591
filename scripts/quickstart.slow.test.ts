/** The whole loop, as `npm run quickstart` shows it: how long it takes is not asserted. */
import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { test } from 'node:test';

const SCRIPT = join(import.meta.dirname, 'quickstart.ts');
const ARGS = ['--disable-warning=ExperimentalWarning', SCRIPT];

test('rows are scored, a shift is noticed, a model is chosen and probed, a verifier is promoted and rolled back, and the dashboard opens', async (context) => {
  const child = spawn(process.execPath, [...ARGS, '--stay'], {
    env: { ...process.env, RLAR_HOME: '/nowhere', NO_COLOR: '1' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  context.after(() => child.kill('SIGTERM'));
  let text = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (chunk: string) => {
      text += chunk;
    });
  const ended = new Promise<number | null>((resolve) => child.on('close', resolve));
  const address = await Promise.race([ended.then(() => null), opened(() => text)]);
  assert.ok(address, text);
  const [, home, url] = address;
  const runs = (await (await fetch(`${url}v1/runs`)).json()) as { items: { run: string }[] };
  const page = await (await fetch(url)).text();
  child.kill('SIGINT');
  assert.equal(await ended, 0, 'Ctrl-C is how the dashboard is left');
  assert.match(page, /<title>/);
  assert.deepEqual(runs.items.map(({ run }) => run).sort(), ['back', 'promoted', 'quickstart', 'training']);
  for (const shown of [
    /^208 example rollouts, scored in/m,
    /^alarm: precision \(math\.final-number/m,
    /^withdrawn: without final-number@/m,
    /^Skywork\/\S+ for chat, en$/m,
    /^sound@\w+ is used where a row pins it/m,
    /upside-down, probe order: .*the sign is the other one/,
    /^reasoning\.coin-change +36 +36 +0 +0 .*100\.0 %/m,
    /^- verify-reasoning-coin-change@/m,
  ])
    assert.match(text, shown);
  const entries = text.slice(text.lastIndexOf('$ rlar library log'));
  assert.match(entries, /rollback[\s\S]*\+ verify-reasoning-coin-change@[\s\S]*final-number/);
  assert.ok(existsSync(home));
  rmSync(dirname(home), { recursive: true });
});

test('a flag that there is none of is named, and nothing begins', () => {
  for (const [flag, named] of [
    ['--stai', /Unknown option '--stai'/],
    ['--port=x', /--port must be a whole number/],
  ] as const) {
    const { status, stdout, stderr } = spawnSync(process.execPath, [...ARGS, flag], { encoding: 'utf8' });
    assert.deepEqual([status, stdout], [2, '']);
    assert.match(stderr, named);
  }
});

/** @returns the home and the address that the dashboard names, once it does */
async function opened(text: () => string): Promise<[line: string, home: string, url: string]> {
  for (;;) {
    const found = /^(\S+) on (http:\/\/127\.0\.0\.1:\d+\/)/m.exec(text());
    if (found) return [found[0], found[1]!, found[2]!];
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
