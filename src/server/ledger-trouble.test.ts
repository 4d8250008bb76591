import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { test } from 'node:test';
import { parseConfig } from '../config.ts';
import { createRewardService, RewardService } from '../service.ts';
import { folder, post, problem, withApp } from '../testing/with-app.ts';
import { buildApp } from './app.ts';
import { serve } from './serve.ts';

test('a token is asked for where one is set, and a wider address is refused without one', async () => {
  await withApp(
    async (app) => {
      assert.equal((await app.inject({ url: '/v1/tools' })).statusCode, 401);
      assert.equal(
        (await app.inject({ url: '/v1/tools', headers: { authorization: 'Bearer wrong' } })).statusCode,
        401,
      );
      assert.equal(
        (await app.inject({ url: '/v1/tools', headers: { authorization: 'Bearer secret' } })).statusCode,
        200,
      );
      for (const url of ['/healthz', '/openapi.json'])
        assert.equal((await app.inject({ url })).statusCode, 200, url);
      assert.equal((await app.inject({ url: '/docs' })).statusCode, 302);
      for (const url of ['/docs/../v1/tools', '/metrics', '/docsx', '/v1/rewards/x'])
        assert.notEqual((await app.inject({ url })).statusCode, 200, url);
    },
    {},
    'secret',
  );
  const before = process.env.RLAR_TOKEN;
  try {
    for (const none of [undefined, '', ' ', '\t \n', '\u00a0']) {
      if (none === undefined) delete process.env.RLAR_TOKEN;
      else process.env.RLAR_TOKEN = none;
      const refused = serve({ host: '0.0.0.0', port: 0 }, () => assert.fail('nothing is opened'));
      await assert.rejects(refused, { code: 'RLAR_BIND_REFUSED' });
    }
  } finally {
    if (before === undefined) delete process.env.RLAR_TOKEN;
    else process.env.RLAR_TOKEN = before;
  }
});

test('a damaged ledger: no reward is acknowledged, readiness says so for a minute, and no path leaves the machine', async (context) => {
  const home = join(folder, 'damaged');
  const before = await buildApp(await createRewardService({ home }));
  for (let index = 0; index < 20; index += 1)
    await post(before, { ...problem, prompt: `${index} ${problem.prompt}`, response: 'word '.repeat(2_000) });
  await before.close();
  const file = join(home, 'rlar.db');
  const database = new DatabaseSync(file);
  database.exec('PRAGMA wal_checkpoint(TRUNCATE)');
  const root = database.prepare("SELECT rootpage FROM sqlite_schema WHERE name = 'rewards'").get()?.rootpage;
  database.close();
  const bytes = readFileSync(file);
  bytes.fill(0x5a, (Number(root) - 1) * 8192, Number(root) * 8192);
  writeFileSync(file, bytes);
  const service = await createRewardService({ home });
  await service.warm();
  const app = await buildApp(service);
  const last = await post(app, { ...problem, response: '12' });
  const ready = await app.inject({ url: '/readyz' });
  context.mock.timers.enable({ apis: ['Date'], now: Date.now() + 60_000 });
  const later = await app.inject({ url: '/readyz' });
  context.mock.timers.reset();
  await app.close().catch(() => {});
  assert.equal(last.status, 500, JSON.stringify(last.body));
  assert.equal(ready.statusCode, 503, ready.body);
  assert.equal(later.statusCode, 200, 'then a request may show whether it records again');
  for (const text of [JSON.stringify(last.body), ready.body]) assert.ok(!text.includes(folder), text);
});

test('a full ledger answers 507 and acknowledges nothing', async () => {
  const { openStore } = await import('../store/open-store.ts');
  const { builtInLibrary } = await import('../library/built-in.ts');
  const home = join(folder, 'full');
  const store = await openStore({ home, maxBytes: 60 * 8192 });
  const app = await buildApp(new RewardService(parseConfig({ home }), builtInLibrary(), store));
  let last = { status: 200, body: { items: [] } } as unknown as Awaited<ReturnType<typeof post>>;
  for (let index = 0; index < 60 && last.status === 200; index++) {
    last = await post(app, { ...problem, response: `${'word '.repeat(4000)}${index}` });
  }
  const ready = await app.inject({ url: '/readyz' });
  await app.close();
  assert.deepEqual([ready.statusCode, ready.json().status], [503, 'disk full']);
  assert.equal(last.status, 507);
  assert.equal(last.body.error?.code, 'RLAR_DISK_FULL');
  assert.equal(last.body.items, undefined);
});
