import assert from 'node:assert/strict';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import type { HubAnswer, HubRequest } from '../testing/hub/hub-answer.ts';
import { type HubModel, hubFile } from '../testing/hub/hub-model.ts';
import { type HubServer, hubServer } from '../testing/hub/hub-server.ts';
import { hubSettings } from './hub-settings.ts';
import { huggingFace } from './hugging-face.ts';
import { localModels } from './local-models.ts';

const TOKEN = 'hf_secret_of_the_test';
const home = mkdtempSync(join(tmpdir(), 'hub-download-'));
const servers: HubServer[] = [];
after(async () => {
  await Promise.all(servers.map((server) => server.close()));
  rmSync(home, { recursive: true, force: true });
});

const bytes = Buffer.from(Array.from({ length: 50_000 }, (_, at) => at % 251));
const MODEL: HubModel = {
  id: 'lab/scorer',
  sha: 'd'.repeat(40),
  tags: [],
  files: {
    'README.md': hubFile('A card.'),
    'config.json': hubFile({ model_type: 'bert' }),
    'tokenizer.json': hubFile({}),
    'modeling_own.py': hubFile('import os'),
    'pytorch_model.bin': hubFile('a pickle'),
    'onnx/model.safetensors': hubFile('another format'),
    'model.safetensors': hubFile(bytes),
  },
};
const which = { id: MODEL.id, revision: MODEL.sha };
const isWeights = ({ url, method }: HubRequest): boolean =>
  method === 'GET' && url.pathname.endsWith('/model.safetensors');

async function hub(
  before?: (request: HubRequest, index: number) => HubAnswer | undefined,
  model: HubModel = MODEL,
): Promise<HubServer> {
  const server = await hubServer({ models: [model], token: TOKEN, ...(before && { before }) });
  servers.push(server);
  return server;
}
const source = ({ url }: HubServer, token = '') =>
  huggingFace(hubSettings({ HF_ENDPOINT: url, HF_TOKEN: token }, null), { retryMs: 1, patienceMs: 100 });
let folders = 0;
const place = () => join(home, String(++folders), 'files');

test('what a model is loaded from is fetched once, and nothing that is code', async () => {
  const server = await hub();
  const folder = place();
  const told: number[] = [];
  const files = await source(server).fetchTo(folder, which, { onBytes: (done) => told.push(done) });
  assert.deepEqual(readdirSync(folder).sort(), [
    'config.json',
    'files.json',
    'model.safetensors',
    'tokenizer.json',
  ]);
  assert.deepEqual(readFileSync(join(folder, 'model.safetensors')), bytes);
  assert.equal(
    told.at(-1),
    files.reduce((sum, { size }) => sum + size, 0),
  );
  const asked = server.requests.filter(isWeights).length;
  assert.deepEqual(await source(server).fetchTo(folder, which, {}), files);
  assert.equal(server.requests.filter(isWeights).length, asked);
  assert.deepEqual(readdirSync(join(folder, '..')), ['files']);
});

test('a connection that breaks off is gone on with where it stood', async () => {
  let cuts = 0;
  const server = await hub((request) => {
    if (!isWeights(request) || cuts >= 3) return undefined;
    cuts += 1;
    const from = Number(/\d+/.exec(request.headers.range ?? '')?.[0] ?? 0);
    const headers = {
      connection: 'close',
      'content-length': String(bytes.length - from),
      'content-range': `bytes ${from}-${bytes.length - 1}/${bytes.length}`,
    };
    return { status: 206, headers, body: bytes.subarray(from, from + 9_000) };
  });
  const folder = place();
  await source(server).fetchTo(folder, which, {});
  assert.deepEqual(readFileSync(join(folder, 'model.safetensors')), bytes);
  const starts = server.requests.filter(isWeights).map(({ headers }) => headers.range);
  assert.deepEqual(starts, ['bytes=0-', 'bytes=9000-', 'bytes=18000-', 'bytes=27000-']);
});

test('a hub that stays away leaves what came for the next time', async () => {
  let away = true;
  const server = await hub((request) => {
    if (!isWeights(request) || !away) return undefined;
    if (request.headers.range !== 'bytes=0-') return { status: 503 };
    return {
      status: 200,
      headers: { connection: 'close', 'content-length': String(bytes.length) },
      body: bytes.subarray(0, 9_000),
    };
  });
  const folder = place();
  await assert.rejects(source(server).fetchTo(folder, which, {}), { code: 'RLAR_HUB_UNREACHABLE' });
  assert.equal(existsSync(folder), false);
  away = false;
  const before = server.requests.length;
  await source(server).fetchTo(folder, which, {});
  assert.equal(server.requests.slice(before).find(isWeights)?.headers.range, 'bytes=9000-');
  assert.deepEqual(readFileSync(join(folder, 'model.safetensors')), bytes);
});

test('other bytes than the hub lists are thrown away', async () => {
  for (const name of ['model.safetensors', 'config.json']) {
    const own = MODEL.files[name]!.bytes;
    const others = Buffer.from(own);
    others[3] = others[3]! ^ 1;
    let wrong = true;
    const server = await hub((request) =>
      wrong && request.url.pathname.endsWith(`/${name}`)
        ? { status: 200, headers: { 'content-length': String(own.length) }, body: others }
        : undefined,
    );
    const folder = place();
    await assert.rejects(source(server).fetchTo(folder, which, {}), {
      code: 'RLAR_DOWNLOAD_BROKEN',
      message: new RegExp(name),
    });
    wrong = false;
    await source(server).fetchTo(folder, which, {});
    assert.deepEqual(readFileSync(join(folder, name)), own);
  }
});

test('a file that never ends is not taken', async () => {
  const server = await hub((request) =>
    isWeights(request) ? { status: 200, body: Buffer.concat([bytes, bytes]) } : undefined,
  );
  await assert.rejects(source(server).fetchTo(place(), which, {}), {
    code: 'RLAR_HUB_INVALID',
    message: /more than/,
  });
});

test('a storage elsewhere is followed, and never sees the token', async () => {
  const storage = await hub();
  const server = await hub((request) =>
    isWeights(request)
      ? { status: 302, headers: { location: `${storage.url}${request.url.pathname}` } }
      : undefined,
  );
  const folder = place();
  await source(server, TOKEN).fetchTo(folder, which, {});
  assert.deepEqual(readFileSync(join(folder, 'model.safetensors')), bytes);
  assert.ok(server.requests.some(({ headers }) => headers.authorization?.includes(TOKEN)));
  assert.ok(
    storage.requests.length > 0 &&
      storage.requests.every(({ headers }) => headers.authorization === undefined),
  );
  const circle: HubServer = await hub((request) =>
    isWeights(request) ? { status: 302, headers: { location: request.url.href } } : undefined,
  );
  await assert.rejects(source(circle).fetchTo(place(), which, {}), {
    code: 'RLAR_HUB_INVALID',
    message: /on and on/,
  });
});

test('a gate, pickled weights and a model that is gone are said to be so', async () => {
  const gated = await hub(undefined, { ...MODEL, gated: 'manual' });
  await assert.rejects(source(gated).fetchTo(place(), which, {}), { code: 'RLAR_HUB_GATED' });
  const { 'model.safetensors': _, ...rest } = MODEL.files;
  const pickled = await hub(undefined, { ...MODEL, files: rest });
  await assert.rejects(source(pickled).fetchTo(place(), which, {}), {
    code: 'RLAR_HUB_INVALID',
    message: /safetensors/,
  });
  const gone = { id: 'lab/gone', revision: MODEL.sha };
  await assert.rejects(source(pickled).fetchTo(place(), gone, {}), { code: 'RLAR_HUB_NOT_FOUND' });
});

test('a disk that takes no more is told of at once, and the hub is not asked again', async () => {
  const server = await hub();
  const folder = place();
  mkdirSync(`${folder}.part`, { recursive: true });
  // Whatever is written there does not fit.
  symlinkSync('/dev/full', join(`${folder}.part`, 'model.safetensors.part'));
  await assert.rejects(source(server).fetchTo(folder, which, {}), { code: 'RLAR_DISK_FULL' });
  assert.equal(server.requests.filter(isWeights).length, 1);
});

test('two processes that want the same model fetch it once; one that died holds up nobody', async () => {
  const server = await hub();
  const folder = place();
  const notes: string[] = [];
  const fetched = await Promise.all(
    [1, 2].map(() => source(server).fetchTo(folder, which, { onNote: (note) => notes.push(note) })),
  );
  assert.deepEqual(fetched[0], fetched[1]);
  assert.equal(server.requests.filter(isWeights).length, 1);
  assert.equal(notes.length, 1);
  const other = place();
  await source(server).fetchTo(other, which, {});
  rmSync(other, { recursive: true });
  // In a container a process often has the number of the one before it.
  for (const pid of [999_999_999, process.pid]) {
    writeFileSync(`${other}.lock`, String(pid));
    assert.equal(
      (await source(server).fetchTo(other, which, { signal: AbortSignal.timeout(20_000) })).length,
      3,
    );
    rmSync(other, { recursive: true });
  }
});

test('a model of a folder is copied in the state in which it was chosen', async () => {
  const models = join(home, 'models');
  const server = await hub();
  await source(server).fetchTo(join(models, 'scorer'), which, {});
  rmSync(join(models, 'scorer', 'files.json'));
  const local = localModels(models);
  const { revision } = await local.facts('scorer');
  const folder = place();
  await local.fetchTo(folder, { id: 'scorer', revision: revision ?? '' }, {});
  assert.deepEqual(readFileSync(join(folder, 'model.safetensors')), bytes);
  writeFileSync(join(models, 'scorer', 'config.json'), '{}');
  await assert.rejects(local.fetchTo(place(), { id: 'scorer', revision: revision ?? '' }, {}), {
    code: 'RLAR_DOWNLOAD_BROKEN',
  });
});
