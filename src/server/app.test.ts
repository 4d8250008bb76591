import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { after, test } from 'node:test';
import type { FastifyInstance } from 'fastify';
import { parseConfig } from '../config.ts';
import { createRewardService, RewardService } from '../service.ts';
import type { RewardsReply } from '../spec/wire.ts';
import { buildApp } from './app.ts';
import { serve } from './serve.ts';

const folder = mkdtempSync(join(tmpdir(), 'rlar-server-'));
after(() => rmSync(folder, { recursive: true, force: true }));

const problem = {
  prompt: 'Tom has 3 bags with 4 apples each. How many apples does Tom have?',
  reference: '12',
};

async function withApp(
  use: (app: FastifyInstance) => Promise<void>,
  config: object = {},
  token?: string,
): Promise<void> {
  const app = await buildApp(await createRewardService(config), token ? { token } : {});
  try {
    await use(app);
  } finally {
    await app.close();
  }
}
async function post(app: FastifyInstance, payload: unknown, url = '/v1/rewards') {
  const text = typeof payload === 'string' ? payload : JSON.stringify(payload);
  const reply = await app.inject({
    method: 'POST',
    url,
    payload: text,
    headers: { 'content-type': 'application/json' },
  });
  return {
    status: reply.statusCode,
    body: reply.json() as RewardsReply & { error?: { code: string; message: string } },
  };
}

test('a batch of mixed kinds is answered per item, in order, whatever happens to the others', async () => {
  await withApp(async (app) => {
    const { status, body } = await post(app, {
      run: 'r',
      step: 3,
      groups: [
        { id: 'a', ...problem, responses: ['#### 12', '#### 13'] },
        { id: 'broken', prompt: 7 },
        { id: 'poem', prompt: 'Write a poem.', response: 'Rain.' },
        { id: 'pinned', ...problem, tools: ['nobody'], response: '12' },
        { id: 'b', ...problem, response: '12' },
      ],
    });
    assert.equal(status, 200);
    assert.deepEqual(
      body.items.map((item) => [item.id, item.status, item.reward]),
      [
        ['a/0', 'scored', 1],
        ['a/1', 'scored', 0],
        ['broken', 'failed', null],
        ['poem', 'unscored', null],
        ['pinned', 'failed', null],
        ['b', 'scored', 1],
      ],
    );
    assert.equal(body.items[2]?.error?.code, 'RLAR_INVALID_GROUP');
  });
});

test('a group that cannot be read is answered once for each response that it sent, under their names', async () => {
  const deep = '['.repeat(200_000);
  const refused: [row: object, ids: string[]][] = [
    [{ id: 'q1', prompt: 5, responses: ['12', '13', '14'] }, ['q1/0', 'q1/1', 'q1/2']],
    [{ id: 7, prompt: 5, completions: ['a', { id: 'own', text: 'b' }] }, ['7/0', 'own']],
    [{ group: 'g', prompt: 5, response: 'a' }, ['g/0']],
    [{ prompt: 5, responses: '["a", "b"]' }, ['3/0', '3/1']],
    [{ id: 'pair', prompt: 5, chosen: 'a', rejected: 'b' }, ['pair/chosen', 'pair/rejected']],
    [{ id: 'one', prompt: 5, responses: ['a'] }, ['one']],
    [{ id: 'none', prompt: 5, responses: [] }, ['none']],
    [{ id: 'deep', prompt: 5, responses: deep }, ['deep']],
  ];
  await withApp(async (app) => {
    const groups = [...refused.map(([row]) => row), { id: 'good', ...problem, responses: ['12', '13'] }];
    const { status, body } = await post(app, { groups });
    assert.equal(status, 200);
    assert.deepEqual(
      body.items.map(({ id, status }) => [id, status]),
      [
        ...refused.flatMap(([, ids]) => ids).map((id) => [id, 'failed']),
        ['good/0', 'scored'],
        ['good/1', 'scored'],
      ],
    );
    const codes = new Set(body.items.slice(0, -2).map((item) => item.error?.code));
    assert.deepEqual([...codes], ['RLAR_INVALID_GROUP']);
  });
});

test('refused responses count as rollouts of the request', async () => {
  await withApp(
    async (app) => {
      const { status, body } = await post(app, {
        groups: [{ prompt: 5, responses: ['1', '2', '3', '4', '5'] }],
      });
      assert.deepEqual([status, body.error?.code], [413, 'RLAR_BATCH_TOO_LARGE']);
    },
    { limits: { batchRollouts: 4 } },
  );
});

test('one empty conversation costs only itself', async () => {
  await withApp(async (app) => {
    const groups = [
      { conversations: [[]], system: '', response: 'x' },
      { id: 'good', ...problem, response: '12' },
    ];
    const { status, body } = await post(app, { groups });
    assert.equal(status, 200);
    assert.deepEqual(
      body.items.map((item) => [item.status, item.reward]),
      [
        ['unscored', null],
        ['scored', 1],
      ],
    );
  });
});

test('one group alone, and an empty batch', async () => {
  await withApp(async (app) => {
    assert.equal((await post(app, { ...problem, response: '12' })).body.items[0]?.reward, 1);
    assert.deepEqual(await post(app, { groups: [] }), { status: 200, body: { items: [] } });
  });
});

test('a path that is no URL is an error of the request, in the shape of every other', () =>
  withApp(async (app) => {
    for (const url of ['/v1/rewards/%E0%A4%A', '/%zz']) {
      const reply = await app.inject({ url });
      assert.deepEqual([reply.statusCode, reply.json().error.code], [400, 'RLAR_INVALID_REQUEST'], url);
    }
  }));

test('large bodies take turns at a room that is smaller than any two of them, and give it back however they end', () =>
  withApp(
    async (app) => {
      const filler = 'x'.repeat(2 * 1024 * 1024);
      const good = { groups: [{ ...problem, responses: ['12'], filler }] };
      const bodies = [good, good, `{"groups":[{"filler":"${filler}"`, good];
      const replies = [await Promise.all(bodies.map((body) => post(app, body))), [await post(app, good)]];
      const statuses = replies.flat().map(({ status }) => status);
      assert.deepEqual(statuses, [200, 200, 400, 200, 200]);
    },
    { limits: { bodiesBytes: 2 * 1024 * 1024 } },
  ));

test('bad requests are clear 4xx errors', async () => {
  const limits = { bodyBytes: 4000, batchRollouts: 4, textCharacters: 50 };
  await withApp(
    async (app) => {
      const outcome = async (payload: unknown) => {
        const { status, body } = await post(app, payload);
        return [status, body.error?.code];
      };
      assert.deepEqual(await outcome('{"groups": '), [400, 'RLAR_INVALID_REQUEST']);
      assert.match(
        (await post(app, '{"groups": [{"prompt": NaN}]}')).body.error?.message ?? '',
        /NaN is no JSON value/,
      );
      assert.deepEqual(await outcome(''), [400, 'RLAR_INVALID_REQUEST']);
      assert.deepEqual(await outcome([]), [400, 'RLAR_INVALID_REQUEST']);
      assert.deepEqual(await outcome({ groups: 3 }), [400, 'RLAR_INVALID_REQUEST']);
      assert.deepEqual(await outcome({ groups: [{ prompt: 'x' }] }), [400, 'RLAR_INVALID_GROUP']);
      assert.deepEqual(await outcome({ ...problem, response: 'x'.repeat(5000) }), [
        413,
        'RLAR_BODY_TOO_LARGE',
      ]);
      assert.deepEqual(await outcome({ ...problem, responses: ['1', '2', '3', '4', '5'] }), [
        413,
        'RLAR_BATCH_TOO_LARGE',
      ]);
      assert.deepEqual(await outcome({ ...problem, response: 'x'.repeat(60) }), [413, 'RLAR_TEXT_TOO_LONG']);
      const missing = await app.inject({ url: '/v1/nothing' });
      assert.deepEqual([missing.statusCode, missing.json().error.code], [404, 'RLAR_NOT_FOUND']);
    },
    { limits },
  );
});

test('a repeated request gets the same reply and enters the ledger once; failures are not kept', async () => {
  await withApp(
    async (app) => {
      const body = { run: 'r', groups: [{ id: 'q', ...problem, response: '12' }] };
      const [first, second] = await Promise.all([post(app, body), post(app, body)]);
      const third = await post(app, body);
      assert.ok(first.body.items[0]?.record);
      assert.deepEqual(second, first);
      assert.deepEqual(third, first);
      const failing = { groups: [{ ...problem, tools: ['nobody'], response: '12' }] };
      const [one, two] = [await post(app, failing), await post(app, failing)];
      assert.notEqual(one.body.items[0]?.record, two.body.items[0]?.record);
      const found = await app.inject({ url: '/v1/rewards/q' });
      assert.equal(found.json().reward.reward, 1);
      assert.equal((await app.inject({ url: `/v1/rewards/${first.body.items[0]?.record}` })).statusCode, 200);
      assert.equal((await app.inject({ url: '/v1/rewards/none' })).statusCode, 404);
    },
    { home: join(folder, 'idempotent') },
  );
});

test('assignments, tools, health, metrics, and the documentation', async () => {
  await withApp(async (app) => {
    const assigned = await post(app, { groups: [{ id: 'q', ...problem }] }, '/v1/assignments');
    assert.equal(
      (assigned.body.items[0] as unknown as { assignment: { kind: string } }).assignment.kind,
      'math.final-number',
    );
    const tools = (await app.inject({ url: '/v1/tools' })).json();
    assert.ok(tools.tools.some((card: { id: string }) => card.id === 'final-number'));
    assert.equal((await app.inject({ url: '/v1/tools/final-number' })).json().evidence.admitted, true);
    assert.equal((await app.inject({ url: '/healthz' })).statusCode, 200);
    await post(app, { ...problem, response: '12' });
    assert.match(
      (await app.inject({ url: '/metrics' })).body,
      /rlar_rewards_total\{kind="math.final-number",status="scored"\} 1/,
    );
    const api = (await app.inject({ url: '/openapi.json' })).json();
    const own = Object.keys(api.paths).filter((path) => /^\/(v1|healthz|readyz)/.test(path));
    assert.deepEqual(own.sort(), [
      '/healthz',
      '/readyz',
      '/v1/acquisitions',
      '/v1/acquisitions/{id}',
      '/v1/assignments',
      '/v1/chat/completions',
      '/v1/fine_tuning/alpha/graders/run',
      '/v1/rewards',
      '/v1/rewards/{*}',
      '/v1/tools',
      '/v1/tools/{id}',
    ]);
    assert.equal((await app.inject({ url: '/docs' })).statusCode, 200);
  });
});

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
      for (const url of ['/healthz', '/docs', '/openapi.json'])
        assert.equal((await app.inject({ url })).statusCode, 200, url);
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

test('a damaged ledger: no reward is acknowledged, readiness says so, and no path leaves the machine', async () => {
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
  const app = await buildApp(await createRewardService({ home }));
  const last = await post(app, { ...problem, response: '12' });
  const ready = await app.inject({ url: '/readyz' });
  await app.close().catch(() => {});
  assert.equal(last.status, 500, JSON.stringify(last.body));
  assert.equal(ready.statusCode, 503, ready.body);
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
