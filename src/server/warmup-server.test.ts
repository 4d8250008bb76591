import assert from 'node:assert/strict';
import { get } from 'node:http';
import type { AddressInfo } from 'node:net';
import { test } from 'node:test';
import { pino } from 'pino';
import { createRewardService } from '../service.ts';
import { RlarError } from '../spec/errors.ts';
import { buildApp } from './app.ts';
import { WarmupServer } from './warmup-server.ts';

async function listening(): Promise<{ early: WarmupServer; base: string }> {
  const early = new WarmupServer();
  await early.listen('127.0.0.1', 0);
  return { early, base: `http://127.0.0.1:${(early.server.address() as AddressInfo).port}` };
}
const post = (url: string, body: object) =>
  fetch(url, {
    method: 'POST',
    body: JSON.stringify(body),
    headers: { 'content-type': 'application/json' },
  });
const sample = { prompt: 'What is 3 × 4?', response: '12', label: '12' };

test('what comes before the service is there is held and answered, over keep-alive and to the end', async () => {
  const { early, base } = await listening();
  const waiting = Array.from({ length: 8 }, (_, index) =>
    post(`${base}/slime?run=early`, { ...sample, n: index }),
  );
  assert.equal((await fetch(`${base}/healthz`)).status, 200);
  assert.equal((await fetch(`${base}/readyz`)).status, 503);
  const app = await buildApp(await createRewardService({ threads: 1 }), { early });
  for (const reply of await Promise.all(waiting)) assert.equal(await reply.text(), '1.0');
  assert.equal(early.held, 0);
  assert.equal(await (await post(`${base}/slime`, sample)).text(), '1.0');
  await app.close();
  await assert.rejects(fetch(`${base}/healthz`));
});

test('a client that goes away is no longer held; a service that does not open refuses what is held', async () => {
  const { early, base } = await listening();
  const gone = get(`${base}/v1/tools`);
  gone.on('error', () => {});
  const staying = fetch(`${base}/v1/tools`);
  while (early.held < 2) await new Promise((resolve) => setTimeout(resolve, 5));
  gone.destroy();
  while (early.held > 1) await new Promise((resolve) => setTimeout(resolve, 5));
  await early.close();
  const reply = await staying;
  assert.deepEqual([reply.status, reply.headers.get('retry-after')], [503, '1']);
});

test('a taken port is an error', async () => {
  const { early, base } = await listening();
  await assert.rejects(new WarmupServer().listen('127.0.0.1', Number(new URL(base).port)), {
    code: 'EADDRINUSE',
  });
  await early.close();
});

test('a token in the path is as good as one in the header, and stands in no log and no answer', async () => {
  const lines: string[] = [];
  const logger = pino({ level: 'trace' }, { write: (line: string) => void lines.push(line) });
  const service = await createRewardService({ threads: 1 });
  const app = await buildApp(service, { token: 'se cret/1', logger });
  const ask = async (url: string) =>
    app.inject({ method: 'POST', url, payload: sample, headers: { 'content-type': 'application/json' } });
  const path = `/t/${encodeURIComponent('se cret/1')}`;
  assert.equal((await ask(`${path}/slime?run=a`)).body, '1.0');
  assert.equal((await ask('/slime')).statusCode, 401);
  assert.equal((await ask('/t/wrong-token/slime')).statusCode, 401);
  assert.equal((await ask('/t/%E0%A4%A/slime')).statusCode, 401);
  assert.equal((await app.inject({ url: `${path}/v1/tools` })).statusCode, 200);
  const missing = await ask(`${path}/nowhere`);
  assert.deepEqual([missing.statusCode, missing.json().error.message], [404, 'no route POST /nowhere']);
  service.score = async () => {
    throw new RlarError('RLAR_STORE_FAILED', 'the store is gone');
  };
  assert.equal((await ask(`${path}/slime?run=b`)).statusCode, 500);
  await app.close();
  assert.match(lines.join(''), /the store is gone/);
  assert.match(lines.join(''), /"route":"\/slime"/);
  for (const part of ['cret', 'wrong-token']) assert.equal(lines.join('').includes(part), false, part);
});
