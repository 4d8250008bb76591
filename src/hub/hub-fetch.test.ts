import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import type { HubServer } from '../testing/hub/hub-server.ts';
import { sampleHub, sourceOf } from '../testing/hub/sample-hub.ts';
import { SAMPLE_MODEL } from '../testing/hub/sample-model.ts';
import { hubSettings } from './hub-settings.ts';
import { huggingFace } from './hugging-face.ts';

const TOKEN = 'hf_secret_of_the_test';
const servers: HubServer[] = [];
after(() => Promise.all(servers.map((server) => server.close())));

async function hub(options?: Parameters<typeof sampleHub>[0]) {
  const server = await sampleHub(options);
  servers.push(server);
  return server;
}

test('an answer is kept by its ETag, and a file of a commit is not asked for twice', async () => {
  const home = mkdtempSync(join(tmpdir(), 'hub-cache-'));
  const server = await hub();
  const first = await sourceOf(server, {}, home).facts('lab/scorer');
  const before = server.requests.length;
  const second = await sourceOf(server, {}, home).facts('lab/scorer');
  assert.deepEqual(second, first);
  const files = server.requests.slice(before).filter(({ url }) => url.pathname.includes('/resolve/'));
  assert.deepEqual(files, []);
});

test('a broken file of the cache is asked for again', async () => {
  const home = mkdtempSync(join(tmpdir(), 'hub-cache-'));
  const server = await hub();
  const first = await sourceOf(server, {}, home).facts('lab/scorer');
  const folder = join(home, 'hub-cache');
  const { writeFileSync } = await import('node:fs');
  for (const name of readdirSync(folder)) writeFileSync(join(folder, name), '{"url":');
  assert.deepEqual(await sourceOf(server, {}, home).facts('lab/scorer'), first);
});

test('the token goes to the hub, and into no file and no message', async () => {
  const home = mkdtempSync(join(tmpdir(), 'hub-cache-'));
  const server = await hub({ models: [{ ...SAMPLE_MODEL, private: true }], token: TOKEN });
  await assert.rejects(sourceOf(server).facts('lab/scorer'), { code: 'RLAR_HUB_NOT_FOUND' });
  const facts = await sourceOf(server, { HF_TOKEN: TOKEN }, home).facts('lab/scorer');
  assert.equal(facts.id, 'lab/scorer');
  const folder = join(home, 'hub-cache');
  const kept = readdirSync(folder).map((name) => readFileSync(join(folder, name), 'utf8'));
  assert.ok(kept.length > 0 && kept.every((text) => !text.includes(TOKEN)));
  await assert.rejects(
    sourceOf(server, { HF_TOKEN: 'hf_wrong' }, home).facts('lab/scorer'),
    (error: Error) => !error.message.includes('hf_wrong'),
  );
  const source = sourceOf(server, { HF_TOKEN: 'hf_wrong' }, home);
  await assert.rejects(source.facts('lab/scorer', SAMPLE_MODEL.sha), { code: 'RLAR_HUB_NOT_FOUND' });
});

test('a page that points to another server is not followed', async () => {
  const thief = await hub();
  const server = await hub({
    before: ({ url }) =>
      url.pathname === '/api/models'
        ? {
            status: 200,
            headers: {
              'content-type': 'application/json',
              link: `<${thief.url}/api/models?cursor=1>; rel="next"`,
            },
            body: '[]',
          }
        : undefined,
  });
  await assert.rejects(sourceOf(server, { HF_TOKEN: TOKEN }).search([{ query: 'x' }]), {
    code: 'RLAR_HUB_INVALID',
  });
  assert.equal(thief.requests.length, 0);
});

test('a hub that says to wait is waited for, and given up where the wait is too long', async () => {
  const busy = await hub({
    before: (_, index) => (index < 2 ? { status: 429, headers: { 'retry-after': '0' } } : undefined),
  });
  assert.equal((await sourceOf(busy).facts('lab/scorer')).id, 'lab/scorer');
  const full = await hub({
    before: () => ({ status: 429, headers: { ratelimit: '"api";r=0;t=290' } }),
  });
  await assert.rejects(sourceOf(full).facts('lab/scorer'), { code: 'RLAR_HUB_RATE_LIMITED' });
  assert.equal(full.requests.length, 1);
});

test('errors that may pass are tried again; a hub that stays away is said to', async () => {
  const shaky = await hub({ before: (_, index) => (index === 0 ? { status: 502 } : undefined) });
  assert.equal((await sourceOf(shaky).facts('lab/scorer')).id, 'lab/scorer');
  const down = await hub({ before: () => ({ status: 503 }) });
  await assert.rejects(sourceOf(down).facts('lab/scorer'), { code: 'RLAR_HUB_UNREACHABLE' });
});

test('pages that never end, and answers that break off or never come, end', async () => {
  const endless = await hub({
    before: ({ url }) => ({
      status: 200,
      headers: {
        'content-type': 'application/json',
        link: `<${url.origin}/api/models?cursor=1>; rel="next"`,
      },
      body: '[]',
    }),
  });
  await assert.rejects(sourceOf(endless).search([{ query: 'x' }]), { code: 'RLAR_HUB_INVALID' });
  const odd = await hub({
    before: () => ({
      status: 200,
      headers: { 'content-type': 'application/json' },
      body: '{"sha": 7, "tags": "x"}',
    }),
  });
  await assert.rejects(sourceOf(odd).facts('lab/scorer'), { code: 'RLAR_HUB_INVALID' });
  await assert.rejects(sourceOf(odd).search([{ query: 'x' }]), { code: 'RLAR_HUB_INVALID' });
  const text = await hub({ before: () => ({ status: 200, body: '<html>' }) });
  await assert.rejects(sourceOf(text).facts('lab/scorer'), { code: 'RLAR_HUB_INVALID' });
  const nowhere = huggingFace({ url: 'http://127.0.0.1:9', token: null, cache: null }, { retryMs: 1 });
  await assert.rejects(nowhere.facts('lab/scorer'), { code: 'RLAR_HUB_UNREACHABLE' });
  const silent = await hub({
    before: ({ method }) => ({ status: 200, headers: { 'content-length': '10' }, body: method }),
  });
  const impatient = huggingFace(
    { url: silent.url, token: null, cache: null },
    { retryMs: 1, timeoutMs: 200 },
  );
  await assert.rejects(impatient.facts('lab/scorer'), { code: 'RLAR_HUB_UNREACHABLE' });
});

test('an address that is none is said to be none, without being shown', () => {
  for (const HF_ENDPOINT of ['hub.example', 'ftp://hub.example', 'file:///etc', '://'])
    assert.throws(() => hubSettings({ HF_ENDPOINT }, null), { code: 'RLAR_INVALID_CONFIG' });
  assert.equal(hubSettings({}, null).url, 'https://huggingface.co');
});
