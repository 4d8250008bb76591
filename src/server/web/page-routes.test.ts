import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createRewardService } from '../../service.ts';
import { buildApp } from '../app.ts';
import { type BundleFiles, bundleFile } from './bundle-files.ts';
import { VIEW_NAMES } from './view-names.ts';

const BUNDLE: BundleFiles = new Map([
  ['index.html', bundleFile('.html', Buffer.from('<!doctype html><div id="app"></div>'))!],
  ['assets/a-1.js', bundleFile('.js', Buffer.from('let a'))!],
]);
const DOCS: BundleFiles = new Map([
  ['index.html', bundleFile('.html', Buffer.from('<!doctype html>first'))!],
  ['trainers/index.html', bundleFile('.html', Buffer.from('<!doctype html>trainers'))!],
  ['input.html', bundleFile('.html', Buffer.from('<!doctype html>input'))!],
  ['pictures/a.png', bundleFile('.png', Buffer.from('picture'))!],
]);
const TOKEN = 'a secret of the test';

async function withPages(
  token: string | null,
  use: (app: Awaited<ReturnType<typeof buildApp>>) => Promise<void>,
) {
  const service = await createRewardService({ home: null });
  const app = await buildApp(service, {
    bundle: async () => BUNDLE,
    docs: async () => DOCS,
    ...(token !== null && { token }),
  });
  try {
    await use(app);
  } finally {
    await app.close();
  }
}

test('every view is the same page, without a token, and tells the browser to run nothing else', () =>
  withPages(TOKEN, async (app) => {
    for (const path of ['', ...VIEW_NAMES]) {
      const reply = await app.inject({ url: `/${path}?run=a%2Fb`, headers: { 'accept-encoding': 'gzip' } });
      assert.equal(reply.statusCode, 200, path);
      const policy = String(reply.headers['content-security-policy']);
      assert.match(policy, /default-src 'none'/);
      assert.match(policy, /frame-ancestors 'none'/);
      assert.doesNotMatch(policy, /unsafe|https?:|data:|\*/);
      assert.equal(reply.headers['x-content-type-options'], 'nosniff');
      assert.equal(reply.headers['x-frame-options'], 'DENY');
      assert.equal(reply.headers['content-encoding'], 'gzip');
    }
    const asset = await app.inject({ url: '/assets/a-1.js' });
    assert.equal(asset.body, 'let a');
    assert.match(String(asset.headers['cache-control']), /immutable/);
    for (const url of ['/assets/../index.html', '/assets/%2e%2e%2findex.html', '/assets/b.js', '/runs/x'])
      assert.ok([401, 404].includes((await app.inject({ url })).statusCode), url);
    assert.equal((await app.inject({ url: '/v1/runs' })).statusCode, 401);
  }));

test('the documentation is read without a token, under the same policy, and is not sent twice', () =>
  withPages(TOKEN, async (app) => {
    const first = await app.inject({ url: '/docs' });
    assert.deepEqual([first.statusCode, first.headers.location], [302, 'docs/']);
    for (const [url, text] of [
      ['/docs/', 'first'],
      ['/docs/index.html', 'first'],
      ['/docs/trainers/', 'trainers'],
      ['/docs/input', 'input'],
      ['/docs/input.html?v=1', 'input'],
    ]) {
      const reply = await app.inject({ url: url! });
      assert.equal(reply.statusCode, 200, url);
      assert.ok(reply.body.endsWith(text!), url);
      assert.match(String(reply.headers['content-security-policy']), /default-src 'none'/);
    }
    const picture = await app.inject({ url: '/docs/pictures/a.png', headers: { 'accept-encoding': 'gzip' } });
    assert.deepEqual(
      [picture.body, picture.headers['content-encoding'], picture.headers['content-type']],
      ['picture', undefined, 'image/png'],
    );
    const again = await app.inject({
      url: '/docs/',
      headers: { 'if-none-match': String((await app.inject({ url: '/docs/' })).headers.etag) },
    });
    assert.deepEqual([again.statusCode, again.body], [304, '']);
    for (const url of ['/docs/none', '/docs/../v1/runs', '/docs/%2e%2e/package.json', '/docs/__proto__'])
      assert.ok([401, 404].includes((await app.inject({ url })).statusCode), url);
  }));

test('a dashboard that cannot be built takes nothing else away, and is tried again', async () => {
  let tries = 0;
  const bundle = async (): Promise<BundleFiles> => {
    tries += 1;
    if (tries === 1) throw new Error('no vite');
    return BUNDLE;
  };
  const app = await buildApp(await createRewardService({ home: null }), { bundle });
  assert.equal((await app.inject({ url: '/runs' })).statusCode, 500);
  assert.equal((await app.inject({ url: '/healthz' })).statusCode, 200);
  assert.equal((await app.inject({ url: '/runs' })).statusCode, 200);
  await app.close();
});

test('a page of another origin gets nothing, and a program is not asked', () =>
  withPages(null, async (app) => {
    const body = { groups: [{ prompt: '1+1', reference: '2', responses: ['2'] }] };
    const send = async (
      headers: Record<string, string>,
      method: 'GET' | 'POST' = 'POST',
      url = '/v1/rewards',
    ) =>
      (
        await app.inject({
          method,
          url,
          headers: {
            ...(method === 'POST' && { 'content-type': 'application/json' }),
            host: 'localhost:8080',
            ...headers,
          },
          ...(method === 'POST' && { payload: JSON.stringify(body) }),
        })
      ).statusCode;
    assert.equal(await send({}), 200);
    assert.equal(await send({ origin: 'http://localhost:8080', 'sec-fetch-site': 'same-origin' }), 200);
    const foreign: Record<string, string>[] = [
      { origin: 'https://evil.example' },
      { origin: 'null' },
      { origin: 'http://localhost:9000' },
      { 'sec-fetch-site': 'cross-site' },
      { 'sec-fetch-site': 'same-site', origin: 'http://localhost:9000' },
      { 'sec-fetch-site': 'same-origin', 'content-type': 'text/plain' },
      {
        'sec-fetch-site': 'none',
        origin: 'http://localhost:8080',
        'content-type': 'application/x-www-form-urlencoded',
      },
    ];
    for (const headers of foreign) assert.equal(await send(headers), 403, JSON.stringify(headers));
    const cross = { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'no-cors', 'sec-fetch-dest': 'script' };
    assert.equal(await send(cross, 'GET', '/v1/tools'), 403);
    const followed = {
      'sec-fetch-site': 'cross-site',
      'sec-fetch-mode': 'navigate',
      'sec-fetch-dest': 'document',
    };
    assert.equal(await send(followed, 'GET', '/runs'), 200);
  }));
