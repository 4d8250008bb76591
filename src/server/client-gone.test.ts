/** Clients that close their connection, over real sockets: their own work ends, what others wait for goes on. */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { createRewardService, defineTool, scored } from '../index.ts';
import { buildApp } from './app.ts';

/** A server whose one tool works until it is released or told to end. */
async function listen(context: TestContext, limits: object) {
  const home = mkdtempSync(join(tmpdir(), 'rlar-gone-'));
  const begun: string[] = [];
  const aborted: string[] = [];
  const gate = Promise.withResolvers<void>();
  const slow = defineTool({
    id: 'slow',
    version: '1',
    title: 'Slow',
    description: 'Slow',
    type: 'judge',
    slot: 'quality',
    kinds: [],
    deadlineMs: 60_000,
    prepare:
      () =>
      async ({ text }, { signal }) => {
        begun.push(text);
        await new Promise<void>((resolve, reject) => {
          void gate.promise.then(resolve);
          signal.addEventListener('abort', () => {
            aborted.push(text);
            reject(signal.reason);
          });
        });
        return scored(1);
      },
  });
  const service = await createRewardService({ home, tools: [slow], threads: 1, limits });
  const app = await buildApp(service);
  const base = await app.listen({ host: '127.0.0.1', port: 0 });
  context.after(async () => {
    gate.resolve();
    app.server.closeAllConnections();
    await app.close();
    rmSync(home, { recursive: true, force: true });
  });
  const post = (path: string, body: object, signal?: AbortSignal): Promise<Response> =>
    fetch(`${base}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
      ...(signal && { signal }),
    });
  const metric = async (name: string): Promise<number> => {
    const text = await (await fetch(`${base}/metrics`)).text();
    return Number(new RegExp(`^${name} (\\d+)$`, 'm').exec(text)?.[1]);
  };
  return { service, begun, aborted, release: gate.resolve, post, metric };
}

/** Waits for what comes by itself. */
async function until(come: () => boolean | Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 2_000; tries += 1) {
    if (await come()) return;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  assert.fail(`never: ${come}`);
}

const row = (response: string) => ({ prompt: 'Hi', tools: ['slow'], response });

test('the work of a client that has gone ends, nothing of it is recorded, and the server goes on', async (context) => {
  const { service, begun, aborted, release, post, metric } = await listen(context, { abandonMs: 0 });
  for (const [path, body] of [
    ['/v1/rewards', row('native')],
    ['/slime?tools=slow', { prompt: 'Hi', response: 'trainer' }],
    ['/slime?tools=slow&group_window_ms=5000', { prompt: 'Hi', response: 'gathered' }],
  ] as const) {
    const client = new AbortController();
    const before = begun.length;
    const lost = post(path, body, client.signal);
    const gathered = path.includes('group_window');
    if (gathered) await until(async () => (await metric('rlar_rollouts_in_work')) === 1);
    else await until(() => begun.length > before);
    client.abort();
    await assert.rejects(lost, { name: 'AbortError' });
    await until(async () => (await metric('rlar_rollouts_in_work')) === 0);
  }
  assert.deepEqual(aborted, begun);
  assert.deepEqual(aborted.slice(0, 2), ['native', 'trainer']);
  assert.equal((await service.store!.findRewards('0/0', 10)).length, 0);
  release();
  const { items } = (await (await post('/v1/rewards', row('later'))).json()) as {
    items: { reward: number }[];
  };
  assert.equal(items[0]!.reward, 1);
});

test('work goes on while anybody waits for it: the same request, or another with the same rollout', async (context) => {
  const { begun, aborted, release, post, metric } = await listen(context, { abandonMs: 0 });
  const [first, alone] = [new AbortController(), new AbortController()];
  const lost = post('/v1/rewards', row('same'), first.signal);
  const twin = post('/v1/rewards', row('same'));
  const other = post('/v1/rewards', { step: 2, groups: [row('same')] });
  const own = post('/v1/rewards', row('alone'), alone.signal);
  await until(async () => (await metric('rlar_requests_joined_total')) === 1 && begun.length === 2);
  await until(async () => (await metric('rlar_rollouts_in_work')) === 3);
  first.abort();
  alone.abort();
  await assert.rejects(lost, { name: 'AbortError' });
  await assert.rejects(own, { name: 'AbortError' });
  await until(async () => (await metric('rlar_rollouts_in_work')) === 2);
  assert.deepEqual(aborted, ['alone']);
  release();
  for (const reply of [await twin, await other]) assert.equal(reply.status, 200);
  assert.deepEqual([...begun].sort(), ['alone', 'same']);
});

test('a retry soon after finds the work of the request that it repeats', async (context) => {
  const { begun, aborted, release, post, metric } = await listen(context, { abandonMs: 60_000 });
  const client = new AbortController();
  const lost = post('/v1/rewards', row('again'), client.signal);
  await until(() => begun.length === 1);
  client.abort();
  await assert.rejects(lost, { name: 'AbortError' });
  const retry = post('/v1/rewards', row('again'));
  await until(async () => (await metric('rlar_requests_joined_total')) === 1);
  release();
  assert.equal((await retry).status, 200);
  assert.deepEqual([begun, aborted], [['again'], []]);
});

test('a request that is held leaves the queue with its client', async (context) => {
  const { begun, release, post, metric } = await listen(context, { abandonMs: 0, queuedRollouts: 1 });
  const first = post('/v1/rewards', row('first'));
  await until(() => begun.length === 1);
  const client = new AbortController();
  const held = post('/v1/rewards', row('held'), client.signal);
  await until(async () => (await metric('rlar_requests_held')) === 1);
  client.abort();
  await assert.rejects(held, { name: 'AbortError' });
  await until(async () => (await metric('rlar_requests_held')) === 0);
  release();
  assert.equal((await first).status, 200);
  assert.deepEqual(begun, ['first']);
});
