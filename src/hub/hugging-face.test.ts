import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { type HubModel, hubFile, weightsFile } from '../testing/hub/hub-model.ts';
import type { HubServer } from '../testing/hub/hub-server.ts';
import { recordedHubModels } from '../testing/hub/recorded-hub-models.ts';
import { sampleHub, sourceOf } from '../testing/hub/sample-hub.ts';
import { SAMPLE_MODEL } from '../testing/hub/sample-model.ts';
import { hubSettings } from './hub-settings.ts';
import { huggingFace } from './hugging-face.ts';

const servers: HubServer[] = [];
after(() => Promise.all(servers.map((server) => server.close())));

async function hub(options?: Parameters<typeof sampleHub>[0]) {
  const server = await sampleHub(options);
  servers.push(server);
  return server;
}

test('the facts of a model come from its files, pinned to a commit', async () => {
  const server = await hub();
  const facts = await sourceOf(server).facts('lab/scorer');
  assert.equal(facts.revision, SAMPLE_MODEL.sha);
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
  await sourceOf(server).facts('lab/scorer');
  const asked = server.requests.filter(
    ({ url, method }) => url.pathname.endsWith('.safetensors') && method === 'GET',
  );
  assert.ok(asked.length > 0 && asked.every(({ headers }) => headers.range !== undefined));
});

test('of many files of weights the one with the head is asked for alone', async () => {
  const { 'model.safetensors': _, ...small } = SAMPLE_MODEL.files;
  const shard = (at: number) => `model-0000${at}-of-00003.safetensors`;
  const model = (head: string): HubModel => ({
    ...SAMPLE_MODEL,
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
  const facts = await sourceOf(server).facts('lab/scorer');
  assert.deepEqual(facts.weights.head, { state: 'found', tensor: 'score.weight', rows: 1, hidden: 9 });
  assert.deepEqual([facts.parameters, facts.weights.bytes, facts.weights.format], [7e9, 14e9, 'safetensors']);
  const shards = server.requests.filter(({ url }) => url.pathname.endsWith('.safetensors'));
  assert.ok(shards.length > 0 && shards.every(({ url }) => url.pathname.endsWith(shard(3))));
  const odd = await sourceOf(await hub({ models: [model('v_head.weight')] })).facts('lab/scorer');
  assert.deepEqual(odd.weights.head, { state: 'absent', instead: ['v_head.weight'] });
  const outside = model('score.weight');
  const index = hubFile({
    weight_map: { 'score.weight': '../../other/model/resolve/main/model.safetensors' },
  });
  const strange = await hub({
    models: [{ ...outside, files: { ...outside.files, 'model.safetensors.index.json': index } }],
  });
  assert.equal((await sourceOf(strange).facts('lab/scorer')).weights.head.state, 'absent');
});

test('a head that is not in the weights is told, with what stands in its place', async () => {
  const files = {
    ...SAMPLE_MODEL.files,
    'model.safetensors': weightsFile({ 'model.embed.weight': [9, 9], 'v_head.summary.weight': [1, 9] }),
  };
  const facts = await sourceOf(await hub({ models: [{ ...SAMPLE_MODEL, files }] })).facts('lab/scorer');
  assert.deepEqual(facts.weights.head, { state: 'absent', instead: ['v_head.summary.weight'] });
});

test('a search asks several queries, follows pages, and lists each model once', async () => {
  const server = await hub({ models: recordedHubModels(), page: 7 });
  const found = await sourceOf(server).search([{ query: 'reward' }, { query: 'Skywork' }, { query: 'rm' }]);
  assert.ok(found.length > 40);
  assert.equal(new Set(found.map(({ id }) => id)).size, found.length);
  assert.ok(server.requests.some(({ url }) => url.searchParams.has('cursor')));
});

test('filters that the package lacks reach the hub', async () => {
  const server = await hub({ models: recordedHubModels(), page: 5 });
  const small = await sourceOf(server).search([
    { query: 'skywork', parameters: { max: '2B' }, gated: false },
  ]);
  assert.ok(small.length > 0 && small.every(({ parameters }) => parameters !== null && parameters <= 2e9));
});

test('missing models and commits are told apart from gated ones', async () => {
  const server = await hub({ models: [SAMPLE_MODEL, { ...SAMPLE_MODEL, id: 'lab/gated', gated: 'manual' }] });
  await assert.rejects(sourceOf(server).facts('lab/none'), { code: 'RLAR_HUB_NOT_FOUND' });
  await assert.rejects(sourceOf(server).facts('lab/scorer', 'other'), { code: 'RLAR_HUB_NOT_FOUND' });
  const gated = await sourceOf(server).facts('lab/gated');
  assert.equal(gated.access, 'gated');
  assert.deepEqual(gated.weights.head, { state: 'unread' });
});

test('hostile files give facts or an error, never a crash', async () => {
  const hostile = (files: HubModel['files']) => ({
    ...SAMPLE_MODEL,
    files: { ...SAMPLE_MODEL.files, ...files },
  });
  const facts = async (model: HubModel) => sourceOf(await hub({ models: [model] })).facts('lab/scorer');
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
