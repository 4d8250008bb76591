/** `rlar serve` that starts before its database, as a process: its probes, the requests that come early, its end. */
import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { freePort } from '../models/engine/free-port.ts';
import { overPostgres } from '../testing/over-postgres.ts';
import { rlarProcess } from '../testing/rlar-process.ts';

const MAIN = join(import.meta.dirname, 'main.ts');
const WAITING = /waiting for PostgreSQL at 127\.0\.0\.1:\d+\/postgres/;

overPostgres('rlar serve without its database', (postgres) => {
  const folder = mkdtempSync(join(tmpdir(), 'rlar-waits-'));
  let environment: Record<string, string> = {};
  before(async () => {
    environment = {
      RLAR_HOME: join(folder, 'home'),
      RLAR_DATABASE_URL: await postgres.database(),
      RLAR_DATABASE_WAIT_SECONDS: '3600',
    };
    await postgres.down();
  });
  after(async () => {
    rmSync(folder, { recursive: true, force: true });
  });

  /** @returns once the process waits for the database */
  const waiting = async (role: string, port: number): Promise<ChildProcess> => {
    const child = spawn(
      process.execPath,
      ['--disable-warning=ExperimentalWarning', MAIN, 'serve', '--role', role, '--port', String(port)],
      { cwd: folder, env: { ...process.env, ...environment }, stdio: ['ignore', 'pipe', 'pipe'] },
    );
    let log = '';
    for await (const chunk of child.stderr!) {
      log += chunk;
      if (WAITING.test(log)) break;
    }
    assert.match(log, WAITING);
    child.stderr!.resume();
    return child;
  };

  for (const role of ['serve', 'sandbox', 'agents'])
    test(`${role}: a process that waits ends at once when it is told to`, async () => {
      const child = await waiting(role, await freePort());
      child.kill('SIGTERM');
      assert.deepEqual(await once(child, 'exit'), [0, null]);
    });

  test('other commands do not wait', async () => {
    const { code, err } = await rlarProcess(folder, environment, ['runs']);
    assert.equal(code, 1);
    assert.match(err, /^RLAR_DATABASE_UNREACHABLE /m);
  });

  test('a number of seconds that is none is refused', async () => {
    const wrong = { ...environment, RLAR_DATABASE_WAIT_SECONDS: 'soon' };
    const { code, err } = await rlarProcess(folder, wrong, ['serve', '--port', '0']);
    assert.equal(code, 1);
    assert.match(err, /^RLAR_INVALID_CONFIG RLAR_DATABASE_WAIT_SECONDS is no number of seconds: "soon"/m);
  });

  test('probes are answered while it waits, and a request that came early is answered afterwards', async () => {
    const port = await freePort();
    const child = await waiting('serve,sandbox,agents', port);
    const base = `http://127.0.0.1:${port}`;
    try {
      assert.equal((await fetch(`${base}/healthz`)).status, 200);
      const ready = await fetch(`${base}/readyz`);
      assert.deepEqual([ready.status, await ready.json()], [503, { status: 'starting' }]);
      const early = fetch(`${base}/v1/rewards`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ run: 'early', prompt: 'What is 3 × 4?', reference: '12', response: '12' }),
      });
      await postgres.up();
      const reply = await early;
      const { items } = (await reply.json()) as { items: { reward: number; record: string }[] };
      assert.deepEqual([reply.status, items[0]?.reward, items[0]?.record], [200, 1, 'r1']);
    } finally {
      child.kill('SIGTERM');
      await once(child, 'exit');
    }
  });
});
