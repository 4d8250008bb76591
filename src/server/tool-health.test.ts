/** A tool whose endpoint goes away and comes back, over HTTP: no call while it is away, and no number out of it. */
import assert from 'node:assert/strict';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { test } from 'node:test';
import { askHealth, healthNote } from '../cli/health-note.ts';
import { createRewardService, defineTool, type Fixture, scored } from '../index.ts';
import { Library } from '../library/library.ts';
import { buildApp } from './app.ts';

interface Endpoint {
  readonly server: Server;
  readonly port: number;
}

/** Answers everything with a value. */
async function listen(port = 0): Promise<Endpoint> {
  const server = createServer((_request, response) => {
    response.setHeader('connection', 'close').end('0.75');
  });
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  return { server, port: (server.address() as AddressInfo).port };
}

async function close({ server }: Endpoint): Promise<void> {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
}

test('a tool whose endpoint is away is not called, its groups may be tried again, and it is taken up when it is back', async () => {
  let endpoint = await listen();
  const { port } = endpoint;
  let calls = 0;
  let posts = 0;
  const remote = defineTool({
    id: 'remote',
    version: '1',
    title: 'Remote',
    description: 'Asks an endpoint.',
    type: 'judge',
    slot: 'quality',
    kinds: [],
    deadlineMs: 30_000,
    batch: 'group',
    health: async (signal) => {
      const reply = await fetch(`http://127.0.0.1:${port}/health`, { signal });
      return reply.ok ? { ok: true } : { ok: false, reason: `status ${reply.status}` };
    },
    prepare: () => ({
      async score(rollouts, { signal }) {
        calls += 1;
        const reply = await fetch(`http://127.0.0.1:${port}/score`, { signal });
        const value = Number(await reply.text());
        return rollouts.map(() => scored(value));
      },
    }),
  });
  const app = await buildApp(await createRewardService({ tools: [remote], healthMs: 0 }));
  const post = async (tools: readonly string[]) => {
    posts += 1;
    const payload = {
      step: posts,
      groups: [{ prompt: 'How many?', reference: '12', tools, responses: ['12', '13'] }],
    };
    const reply = await app.inject({ method: 'POST', url: '/v1/rewards', payload });
    return reply.json().items as {
      reward: number | null;
      status: string;
      error?: { code: string; retryable: boolean };
      cause?: string;
    }[];
  };
  const shown = async (): Promise<unknown> => (await app.inject('/readyz')).json().tools;
  try {
    assert.deepEqual(
      (await post(['remote'])).map(({ reward }) => reward),
      [0.75, 0.75],
    );
    assert.equal(calls, 1);

    await close(endpoint);
    const away = await post(['remote']);
    assert.deepEqual(
      away.map(({ reward, status, cause, error }) => [reward, status, cause, error?.code, error?.retryable]),
      Array.from({ length: 2 }, () => [null, 'failed', 'system', 'RLAR_TOOL_UNHEALTHY', true]),
    );
    assert.equal(calls, 1, 'the tool was called though it had said that it cannot work');
    assert.deepEqual(await shown(), [{ tool: 'remote', ok: false }]);
    const { health } = (await app.inject('/v1/tools')).json();
    assert.match(health[0].reason, /./);
    assert.match((await app.inject('/metrics')).body, /rlar_tool_healthy\{tool="remote"\} 0/);
    assert.deepEqual(
      (await post(['final-number'])).map(({ reward }) => reward),
      [1, 0],
      'the other tools go on',
    );

    endpoint = await listen(port);
    assert.deepEqual(
      (await post(['remote'])).map(({ reward }) => reward),
      [0.75, 0.75],
    );
    assert.equal(calls, 2);
  } finally {
    await app.close();
    await close(endpoint);
  }
});

test('a server opens its tools when it starts; the commands show what a tool says of itself', async () => {
  let opened = 0;
  const tool = (id: string, ok: boolean) =>
    defineTool({
      id,
      version: '1',
      title: id,
      description: id,
      type: 'judge',
      slot: 'quality',
      kinds: [],
      open: () => {
        opened += 1;
      },
      health: () => (ok ? { ok } : { ok, reason: 'no key' }),
      prepare: () => () => scored(1),
    });
  const service = await createRewardService({ tools: [tool('up', true), tool('down', false)], threads: 1 });
  try {
    await service.warm();
    assert.equal(opened, 2);
    assert.deepEqual(service.toolHealth(), [
      { tool: 'down', ok: false, reason: 'no key' },
      { tool: 'up', ok: true },
    ]);
    const notes = (await askHealth(service.library)).map(healthNote);
    assert.deepEqual(notes, [
      { style: 'red', text: 'cannot work now: no key' },
      { style: 'green', text: 'healthy' },
    ]);
  } finally {
    await service.close();
  }
});

test('a list of tools opens no heavy one', async () => {
  let opened = 0;
  const heavy = defineTool({
    id: 'heavy',
    version: '1',
    title: 'heavy',
    description: 'heavy',
    type: 'judge',
    slot: 'quality',
    kinds: [],
    heavy: true,
    open: () => {
      opened += 1;
    },
    health: () => ({ ok: true }),
    prepare: () => () => scored(1),
  });
  const library = new Library([{ tool: heavy, evidence: null }]);
  assert.deepEqual(await askHealth(library), [{ tool: 'heavy', ok: true }]);
  assert.equal(opened, 0);
});

test('a tool is opened once, also where its cases are tried first, and anew after it was closed', async () => {
  let opened = 0;
  const query = { references: ['ho'] };
  const fixtures: Fixture[] = [
    { name: 'right', class: 'full', query, options: {}, response: 'ho' },
    { name: 'wrong', class: 'zero', query, options: {}, response: 'ha' },
  ];
  const tool = defineTool({
    id: 'opened',
    version: '1',
    title: 'Opened',
    description: 'Opened',
    type: 'verifier',
    slot: 'correctness',
    kinds: [],
    open: () => {
      opened += 1;
    },
    fixtures,
    prepare:
      ({ references }) =>
      ({ text }) =>
        scored(Number(references.includes(text))),
  });
  for (const times of [1, 2]) {
    const service = await createRewardService({ tools: [tool], threads: 1 });
    await service.warm();
    await service.reward({ prompt: 'Say ho.', reference: 'ho', tools: ['opened'], response: 'ho' });
    await service.close();
    assert.equal(opened, times);
  }
});

test('a tool that cannot work when rlar starts is not tried, and not taken for a bad one', async (context) => {
  const warnings: string[] = [];
  context.mock.method(process.stderr, 'write', (text: string) => warnings.push(text));
  let called = 0;
  const tool = defineTool({
    id: 'away',
    version: '1',
    title: 'Away',
    description: 'Away',
    type: 'verifier',
    slot: 'correctness',
    kinds: [],
    health: () => ({ ok: false, reason: 'no endpoint' }),
    fixtures: [{ name: 'one', class: 'full', query: {}, options: {}, response: 'a' }],
    prepare: () => () => {
      called += 1;
      return scored(1);
    },
  });
  const service = await createRewardService({ tools: [tool], threads: 1 });
  context.mock.restoreAll();
  await service.close();
  assert.equal(called, 0);
  assert.equal(service.library.get('away')?.card.evidence, null);
  assert.match(warnings.join(''), /away cannot work now \(no endpoint\)/);
});

test('a tool with a batch that is no size is refused', () => {
  for (const batch of [0, -1, 1.5, Number.NaN, 'all'])
    assert.throws(
      () =>
        defineTool({
          id: 'mine',
          version: '1',
          title: 'Mine',
          description: 'Mine',
          type: 'verifier',
          slot: 'correctness',
          kinds: [],
          batch: batch as number,
          prepare: () => () => scored(1),
        }),
      { code: 'RLAR_INVALID_TOOL', message: /batch/ },
    );
});
