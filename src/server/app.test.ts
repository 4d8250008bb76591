import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { folder, post, problem, withApp } from '../testing/with-app.ts';

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
  const home = join(folder, 'documented');
  await withApp(
    async (app) => {
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
      const { body: metrics } = await app.inject({ url: '/metrics' });
      const board = readFileSync(new URL('../../docs/grafana/rlar.json', import.meta.url), 'utf8');
      const shown = new Set([...board.matchAll(/rlar_\w+/g)].map(([name]) => name));
      const known = new Set([...metrics.matchAll(/^# TYPE (rlar_\w+)/gm)].map(([, name]) => name));
      const strange = [...shown].filter((name) => !known.has(name.replace(/_bucket$/, '')));
      assert.ok(shown.size > 10 && strange.length === 0, `the board asks for ${strange}`);
      const api = (await app.inject({ url: '/openapi.json' })).json();
      const own = Object.keys(api.paths).filter((path) => /^\/(v1|healthz|readyz)/.test(path));
      assert.deepEqual(own.sort(), [
        '/healthz',
        '/readyz',
        '/v1/acquisitions',
        '/v1/acquisitions/{id}',
        '/v1/assignments',
        '/v1/chat/completions',
        '/v1/check',
        '/v1/compare',
        '/v1/events',
        '/v1/evolution',
        '/v1/feedback',
        '/v1/fine_tuning/alpha/graders/run',
        '/v1/groups',
        '/v1/groups/{query}',
        '/v1/guidance/{*}',
        '/v1/histogram',
        '/v1/library/diff',
        '/v1/library/log',
        '/v1/library/rollback',
        '/v1/live',
        '/v1/policy',
        '/v1/rescore',
        '/v1/rewards',
        '/v1/rewards/{*}',
        '/v1/run-metrics',
        '/v1/runs',
        '/v1/runs/{*}',
        '/v1/series',
        '/v1/tools',
        '/v1/tools/{id}',
        '/v1/tools/{id}/history',
      ]);
    },
    { home },
  );
});

test('writing, as C3EBench has it: the original above all others, by operation, without a language model', async () => {
  const file = join(import.meta.dirname, '../intake/shapes/fixtures/c3ebench.jsonl');
  const rows = readFileSync(file, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as { reference: string; responses: string[] });
  await withApp(async (app) => {
    const groups = rows.map((row) => {
      const cut = row.reference.slice(0, row.reference.length / 2);
      // The labels are of the responses that came with the row.
      return {
        ...row,
        correct: undefined,
        responses: [...row.responses, cut, `${row.reference}\n${row.responses[1]}`],
      };
    });
    const { status, body } = await post(app, { groups });
    assert.equal(status, 200, JSON.stringify(body));
    for (const at of rows.keys()) {
      const [original, ...others] = body.items.slice(4 * at, 4 * at + 4);
      assert.equal(original?.reward, 1);
      for (const other of others) assert.ok((other.reward ?? 1) < 0.95, `${other.id}: ${other.reward}`);
    }
  });
});
