import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { type HubModel, hubFile, weightsFile } from '../testing/hub/hub-model.ts';
import { type HubServer, hubServer } from '../testing/hub/hub-server.ts';
import { recordedHubModels } from '../testing/hub/recorded-hub-models.ts';
import { hubSettings } from './hub-settings.ts';
import { huggingFace } from './hugging-face.ts';

const TOKEN = 'hf_secret_of_the_test';
const servers: HubServer[] = [];
after(() => Promise.all(servers.map((server) => server.close())));

async function hub(options: Partial<Parameters<typeof hubServer>[0]> = {}) {
  const server = await hubServer({ models: [MODEL], ...options });
  servers.push(server);
  return server;
}
const source = (server: HubServer, environment: object = {}, home: string | null = null) =>
  huggingFace(hubSettings({ HF_ENDPOINT: `${server.url}/`, ...environment }, home), {
    retryMs: 1,
    patienceMs: 5000,
  });

const MODEL: HubModel = {
  id: 'lab/scorer',
  sha: 'c'.repeat(40),
  tags: ['transformers', 'en'],
  library: 'transformers',
  pipelineTag: 'text-classification',
  downloads: 3,
  files: {
    'README.md': hubFile(
      '---\nlicense: apache-2.0\nlanguage: [en, de]\nbase_model: lab/body\n---\nA reward model.',
    ),
    'config.json': hubFile({
      architectures: ['Qwen3ForSequenceClassification'],
      model_type: 'qwen3',
      id2label: { 0: 'LABEL_0' },
      max_position_embeddings: 8192,
    }),
    'tokenizer_config.json': hubFile({ chat_template: '{{ x }}', bos_token: { content: '<s>' } }),
    'model.safetensors': weightsFile({ 'model.embed.weight': [1000, 1024], 'score.weight': [1, 1024] }),
  },
};

test('the facts of a model come from its files, pinned to a commit', async () => {
  const server = await hub();
  const facts = await source(server).facts('lab/scorer');
  assert.equal(facts.revision, MODEL.sha);
  assert.deepEqual(facts.licence, { state: 'stated', id: 'apache-2.0', name: null });
  assert.deepEqual(facts.languages, ['en', 'de']);
  assert.deepEqual(facts.baseModels, ['lab/body']);
  assert.deepEqual(facts.weights.head, { state: 'found', tensor: 'score.weight', rows: 1, hidden: 1024 });
  assert.equal(facts.weights.dtype, 'BF16');
  assert.equal(facts.parameters, 1001 * 1024);
  assert.equal(facts.maxTokens, 8192);
  assert.deepEqual(facts.tokenizer, { chatTemplate: true, bos: '<s>' });
  assert.deepEqual([facts.config.labels, facts.config.remoteCode], [1, false]);
  assert.equal(facts.card, 'A reward model.');
});

test('of the weights the header alone is asked for', async () => {
  const server = await hub();
  await source(server).facts('lab/scorer');
  const asked = server.requests.filter(
    ({ url, method }) => url.pathname.endsWith('.safetensors') && method === 'GET',
  );
  assert.ok(asked.length > 0 && asked.every(({ headers }) => headers.range !== undefined));
});

test('of many files of weights the one with the head is asked for alone', async () => {
  const { 'model.safetensors': _, ...small } = MODEL.files;
  const shard = (at: number) => `model-0000${at}-of-00003.safetensors`;
  const model = (head: string): HubModel => ({
    ...MODEL,
    parameters: 7e9,
    files: {
      ...small,
      'model.safetensors.index.json': hubFile({
        metadata: { total_size: 14e9 },
        weight_map: { 'a.weight': shard(1), 'b.weight': shard(2), [head]: shard(3) },
      }),
      [shard(1)]: weightsFile({ 'a.weight': [9, 9] }),
      [shard(2)]: weightsFile({ 'b.weight': [9, 9] }),
      [shard(3)]: weightsFile({ [head]: [1, 9] }),
    },
  });
  const server = await hub({ models: [model('score.weight')] });
  const facts = await source(server).facts('lab/scorer');
  assert.deepEqual(facts.weights.head, { state: 'found', tensor: 'score.weight', rows: 1, hidden: 9 });
  assert.deepEqual([facts.parameters, facts.weights.bytes, facts.weights.format], [7e9, 14e9, 'safetensors']);
  const shards = server.requests.filter(({ url }) => url.pathname.endsWith('.safetensors'));
  assert.ok(shards.length > 0 && shards.every(({ url }) => url.pathname.endsWith(shard(3))));
  const odd = await source(await hub({ models: [model('v_head.weight')] })).facts('lab/scorer');
  assert.deepEqual(odd.weights.head, { state: 'absent', instead: ['v_head.weight'] });
  const outside = model('score.weight');
  const index = hubFile({
    weight_map: { 'score.weight': '../../other/model/resolve/main/model.safetensors' },
  });
  const strange = await hub({
    models: [{ ...outside, files: { ...outside.files, 'model.safetensors.index.json': index } }],
  });
  assert.equal((await source(strange).facts('lab/scorer')).weights.head.state, 'absent');
});

test('a head that is not in the weights is told, with what stands in its place', async () => {
  const files = {
    ...MODEL.files,
    'model.safetensors': weightsFile({ 'model.embed.weight': [9, 9], 'v_head.summary.weight': [1, 9] }),
  };
  const facts = await source(await hub({ models: [{ ...MODEL, files }] })).facts('lab/scorer');
  assert.deepEqual(facts.weights.head, { state: 'absent', instead: ['v_head.summary.weight'] });
});

test('a search asks several queries, follows pages, and lists each model once', async () => {
  const server = await hub({ models: recordedHubModels(), page: 7 });
  const found = await source(server).search([{ query: 'reward' }, { query: 'Skywork' }, { query: 'rm' }]);
  assert.ok(found.length > 40);
  assert.equal(new Set(found.map(({ id }) => id)).size, found.length);
  assert.ok(server.requests.some(({ url }) => url.searchParams.has('cursor')));
});

test('filters that the package lacks reach the hub', async () => {
  const server = await hub({ models: recordedHubModels(), page: 5 });
  const small = await source(server).search([{ query: 'skywork', parameters: { max: '2B' }, gated: false }]);
  assert.ok(small.length > 0 && small.every(({ parameters }) => parameters !== null && parameters <= 2e9));
});

test('an answer is kept by its ETag, and a file of a commit is not asked for twice', async () => {
  const home = mkdtempSync(join(tmpdir(), 'hub-cache-'));
  const server = await hub();
  const first = await source(server, {}, home).facts('lab/scorer');
  const before = server.requests.length;
  const second = await source(server, {}, home).facts('lab/scorer');
  assert.deepEqual(second, first);
  const files = server.requests.slice(before).filter(({ url }) => url.pathname.includes('/resolve/'));
  assert.deepEqual(files, []);
});

test('a broken file of the cache is asked for again', async () => {
  const home = mkdtempSync(join(tmpdir(), 'hub-cache-'));
  const server = await hub();
  const first = await source(server, {}, home).facts('lab/scorer');
  const folder = join(home, 'hub-cache');
  const { writeFileSync } = await import('node:fs');
  for (const name of readdirSync(folder)) writeFileSync(join(folder, name), '{"url":');
  assert.deepEqual(await source(server, {}, home).facts('lab/scorer'), first);
});

test('the token goes to the hub, and into no file and no message', async () => {
  const home = mkdtempSync(join(tmpdir(), 'hub-cache-'));
  const server = await hub({ models: [{ ...MODEL, private: true }], token: TOKEN });
  await assert.rejects(source(server).facts('lab/scorer'), { code: 'RLAR_HUB_NOT_FOUND' });
  const facts = await source(server, { HF_TOKEN: TOKEN }, home).facts('lab/scorer');
  assert.equal(facts.id, 'lab/scorer');
  const folder = join(home, 'hub-cache');
  const kept = readdirSync(folder).map((name) => readFileSync(join(folder, name), 'utf8'));
  assert.ok(kept.length > 0 && kept.every((text) => !text.includes(TOKEN)));
  await assert.rejects(
    source(server, { HF_TOKEN: 'hf_wrong' }, home).facts('lab/scorer'),
    (error: Error) => !error.message.includes('hf_wrong'),
  );
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
  await assert.rejects(source(server, { HF_TOKEN: TOKEN }).search([{ query: 'x' }]), {
    code: 'RLAR_HUB_INVALID',
  });
  assert.equal(thief.requests.length, 0);
});

test('a hub that says to wait is waited for, and given up where the wait is too long', async () => {
  const busy = await hub({
    before: (_, index) => (index < 2 ? { status: 429, headers: { 'retry-after': '0' } } : undefined),
  });
  assert.equal((await source(busy).facts('lab/scorer')).id, 'lab/scorer');
  const full = await hub({
    before: () => ({ status: 429, headers: { ratelimit: '"api";r=0;t=290' } }),
  });
  await assert.rejects(source(full).facts('lab/scorer'), { code: 'RLAR_HUB_RATE_LIMITED' });
  assert.equal(full.requests.length, 1);
});

test('errors that may pass are tried again; a hub that stays away is said to', async () => {
  const shaky = await hub({ before: (_, index) => (index === 0 ? { status: 502 } : undefined) });
  assert.equal((await source(shaky).facts('lab/scorer')).id, 'lab/scorer');
  const down = await hub({ before: () => ({ status: 503 }) });
  await assert.rejects(source(down).facts('lab/scorer'), { code: 'RLAR_HUB_UNREACHABLE' });
});

test('missing models and commits are told apart from gated ones', async () => {
  const server = await hub({ models: [MODEL, { ...MODEL, id: 'lab/gated', gated: 'manual' }] });
  await assert.rejects(source(server).facts('lab/none'), { code: 'RLAR_HUB_NOT_FOUND' });
  await assert.rejects(source(server).facts('lab/scorer', 'other'), { code: 'RLAR_HUB_NOT_FOUND' });
  const gated = await source(server).facts('lab/gated');
  assert.equal(gated.access, 'gated');
  assert.deepEqual(gated.weights.head, { state: 'unread' });
});

test('hostile files give facts or an error, never a crash', async () => {
  const hostile = (files: HubModel['files']) => ({ ...MODEL, files: { ...MODEL.files, ...files } });
  const facts = async (model: HubModel) => source(await hub({ models: [model] })).facts('lab/scorer');
  const broken = await facts(hostile({ 'config.json': hubFile('{"architectures": [') }));
  assert.equal(broken.weights.head.state, 'found');
  const odd = await facts(
    hostile({ 'config.json': hubFile({ architectures: 'LlamaForCausalLM', id2label: 3 }) }),
  );
  assert.equal(odd.config.architectures, null);
  const bomb = await facts(
    hostile({ 'README.md': hubFile(`---\na: &a [x,x]\nb: &b [*a,*a]\nlicense: *b\n---\nwords`) }),
  );
  assert.equal(bomb.licence.state, 'absent');
  const huge = Buffer.alloc(8);
  huge.writeBigUInt64LE(2n ** 40n);
  const weights = await facts(hostile({ 'model.safetensors': { bytes: huge, size: 100 } }));
  assert.deepEqual(weights.weights.head, { state: 'absent', instead: [] });
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
  await assert.rejects(source(endless).search([{ query: 'x' }]), { code: 'RLAR_HUB_INVALID' });
  const odd = await hub({
    before: () => ({
      status: 200,
      headers: { 'content-type': 'application/json' },
      body: '{"sha": 7, "tags": "x"}',
    }),
  });
  await assert.rejects(source(odd).facts('lab/scorer'), { code: 'RLAR_HUB_INVALID' });
  await assert.rejects(source(odd).search([{ query: 'x' }]), { code: 'RLAR_HUB_INVALID' });
  const text = await hub({ before: () => ({ status: 200, body: '<html>' }) });
  await assert.rejects(source(text).facts('lab/scorer'), { code: 'RLAR_HUB_INVALID' });
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

const live = process.env.RLAR_LIVE_HUB ? false : 'RLAR_LIVE_HUB=1 asks the hub at HF_ENDPOINT';
test('the hub that is there keeps to its contract', { skip: live }, async () => {
  const there = huggingFace(hubSettings(process.env, null));
  const found = await there.search([{ query: 'tiny-Qwen3ForSequenceClassification', limit: 5 }]);
  const id = found[0]?.id ?? '';
  assert.match(id, /tiny-Qwen3ForSequenceClassification/);
  const facts = await there.facts(id);
  assert.match(facts.revision ?? '', /^[0-9a-f]{40}$/);
  assert.equal(facts.weights.head.state, 'found');
  await assert.rejects(there.facts('trl-internal-testing/there-is-no-such-model'), {
    code: 'RLAR_HUB_NOT_FOUND',
  });
});
