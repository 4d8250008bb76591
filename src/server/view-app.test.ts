import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { parseConfig } from '../config.ts';
import { folder, post, problem, withApp } from '../testing/with-app.ts';
import { openView } from './open-view.ts';
import { bundleFile } from './web/bundle-files.ts';
import { copyKey } from './web/copy-key.ts';
import { exportView } from './web/export-view.ts';

const out = mkdtempSync(join(tmpdir(), 'rlar-copy-'));
after(() => rmSync(out, { recursive: true, force: true }));

const page =
  '<!doctype html><html><head>\n    <meta charset="utf-8" />\n<script src="./assets/a.js"></script></head></html>';
const bundle = async () =>
  new Map([
    ['index.html', bundleFile('.html', Buffer.from(page))!],
    ['assets/a.js', bundleFile('.js', Buffer.from('1'))!],
  ]);

test('a ledger is shown without a server of its own, nothing is changed, and a copy holds what the views ask for', async (context) => {
  await withApp(
    async (app) => {
      for (const run of ['team/a', 'b'])
        for (const step of [1, 2])
          await post(app, {
            run,
            step,
            groups: [{ id: 'q', ...problem, responses: ['#### 12', '</script>13'] }],
          });
    },
    { home: folder },
  );
  const config = { ...parseConfig({}), home: folder };
  const app = await openView(config);
  context.after(() => app.close());
  const get = async (url: string) => (await app.inject(url)).json();
  assert.deepEqual((await get('/v1/runs')).items.map(({ run }: { run: string }) => run).sort(), [
    'b',
    'team/a',
  ]);
  assert.equal((await get('/v1/rewards?q=13&run=b')).items.length, 2);
  assert.equal((await get('/v1/rewards/r1')).record, 'r1');
  assert.deepEqual(await get('/v1/acquisitions'), { acquisitions: [] });
  for (const url of ['/v1/feedback', '/v1/rewards', '/v1/library/rollback', '/v1/acquisitions']) {
    const reply = await app.inject({ method: 'POST', url, payload: {} });
    assert.deepEqual([reply.statusCode, reply.json().error.code], [403, 'RLAR_READ_ONLY'], url);
  }
  assert.equal((await app.inject({ url: '/v1/runs', headers: { host: 'evil.example' } })).statusCode, 401);

  const { rewards } = await exportView(app, out, { run: 'team/a', rewards: 100, bundle });
  assert.equal(rewards, 4);
  const index = JSON.parse(readFileSync(join(out, 'data/index.json'), 'utf8'));
  const held = (address: string) =>
    JSON.parse(readFileSync(join(out, `data/${index[copyKey(address)]}.json`), 'utf8'));
  assert.deepEqual(
    held('v1/runs').items.map(({ run }: { run: string }) => run),
    ['team/a'],
  );
  assert.equal(held('v1/runs/team%2Fa').figures.rewards, 4);
  const { items, next } = held('v1/rewards?limit=70&run=team%2Fa&sort=newest');
  assert.deepEqual([items.length, next], [4, null]);
  assert.equal(held(`v1/rewards/${items[0].record}`).record, items[0].record);
  assert.equal(held(`v1/groups/${items[0].query}?run=team/a&step=2`).records.length, 2);
  assert.equal(held('v1/series?by=kind&run=team/a&points=9').parts.length, 1);
  assert.equal(index[copyKey('v1/runs/b')], undefined);
  const lists = JSON.parse(readFileSync(join(out, 'data/lists.json'), 'utf8'));
  assert.deepEqual([lists.rewards.length, lists.groups.length], [4, 2], 'each once, of this run alone');
  const view = readFileSync(join(out, 'run/index.html'), 'utf8');
  assert.match(view, /src="\.\.\/assets\/a\.js"/);
  assert.match(view, /http-equiv="Content-Security-Policy" content="default-src 'none'; script-src 'self'/);
  await assert.rejects(exportView(app, out, { rewards: 1, bundle }), { code: 'RLAR_OUTPUT_FAILED' });
  await assert.rejects(exportView(app, join(out, 'other'), { run: 'nobody', rewards: 1, bundle }), {
    code: 'RLAR_NOT_FOUND',
  });
});
