import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import type { FastifyInstance } from 'fastify';
import { fileCheck } from '../../spec/views/check-report.ts';
import { groupPage } from '../../spec/views/group-line.ts';
import { histogram } from '../../spec/views/histogram.ts';
import { series } from '../../spec/views/series.ts';
import { folder, post, problem, withApp } from '../../testing/with-app.ts';

const home = mkdtempSync(join(tmpdir(), 'rlar-observatory-'));
after(() => rmSync(home, { recursive: true, force: true }));

const getter =
  (app: FastifyInstance, headers = {}) =>
  async (url: string) => {
    const reply = await app.inject({ url, headers });
    return { status: reply.statusCode, body: reply.json() };
  };

test('series, distributions, groups, one group and searches are answered in their shapes, and bad queries are refused', async () => {
  await withApp(
    async (app) => {
      const get = getter(app);
      const long = `#### 12 ${'x'.repeat(30_000)}`;
      const group = { id: 'q', ...problem, responses: ['#### 12', '#### 13', long] };
      await post(app, { run: 'seen/a', step: 1, groups: [group] });
      await post(app, { run: 'seen/a', step: 2, groups: [group] });
      const found = series.parse((await get('/v1/series?run=seen%2Fa&by=kind')).body);
      assert.deepEqual(
        found.parts[0]?.points.map(({ from, rewards, slots }) => [from, rewards, slots.correctness]),
        [
          [1, 3, 2 / 3],
          [2, 3, 2 / 3],
        ],
      );
      const metrics = (await get('/v1/run-metrics?run=seen/a&after=1')).body.lines;
      assert.deepEqual(
        metrics.map((line: { step: number; metrics: object }) => [
          line.step,
          Object.keys(line.metrics).at(0),
        ]),
        [[2, 'rewards']],
      );
      const bins = histogram.parse((await get('/v1/histogram?run=seen/a&bins=2')).body);
      assert.deepEqual([bins.edges, bins.points.length], [[0, 0.5, 1], 2]);
      const groups = groupPage.parse((await get('/v1/groups?run=seen/a&sort=spread&limit=1')).body);
      assert.deepEqual([groups.found, groups.items[0]?.spread, groups.items[0]?.rollouts], [2, 1, 3]);
      const { query } = groups.items[0]!;
      const one = await get(`/v1/groups/${query}?run=seen/a&step=2&limit=2`);
      const rest = await get(`/v1/groups/${query}?run=seen/a&step=2&cursor=${one.body.next}`);
      assert.deepEqual([one.body.found, one.body.records.length, one.body.body.references], [3, 2, ['12']]);
      const [last] = rest.body.records;
      assert.deepEqual([last.cut, last.characters, last.rollout.text.length], [true, long.length, 20_000]);
      const search = await get('/v1/rewards?q=13+apples&run=seen/a');
      assert.deepEqual([search.status, search.body.found], [200, null]);
      const hit = await get('/v1/rewards?q=13&run=seen/a&sort=oldest&limit=1');
      assert.equal(hit.body.items[0].excerpt, '#### 13');
      for (const [url, status] of [
        ['/v1/series?by=snapshot', 400],
        ['/v1/series?points=0', 400],
        ['/v1/run-metrics', 400],
        ['/v1/run-metrics?run=nobody', 404],
        ['/v1/run-metrics?run=seen/a&by=flag', 400],
        ['/v1/series?points=1e9', 400],
        ['/v1/histogram?bins=1', 400],
        ['/v1/histogram?status=failed', 400],
        ['/v1/groups?sort=worst', 400],
        ['/v1/groups?cursor=AAAA', 400],
        ['/v1/groups/none', 404],
        ['/v1/rewards?q=%22%22', 400],
        ['/v1/rewards?q=a&sort=lowest', 400],
      ] as const)
        assert.equal((await get(url)).status, status, url);
    },
    { home: folder },
  );
});

test('the library’s log, differences and a tool’s history are shown; only a server with a token rolls back', async () => {
  const rollback = { method: 'POST', url: '/v1/library/rollback', payload: {} } as const;
  await withApp(
    async (app) => {
      const get = getter(app);
      const log = await get('/v1/library/log');
      assert.deepEqual([log.body.items, log.body.next], [[], null]);
      const { snapshot } = log.body;
      const diff = await get(`/v1/library/diff?before=${snapshot}&tool=final-number`);
      assert.deepEqual([diff.body.differences, diff.body.cards[0].id], [[], 'final-number']);
      assert.equal((await get('/v1/library/diff?before=none')).status, 404);
      const { body } = await post(app, { ...problem, responses: ['#### 12', '#### 13'] });
      const [right, wrong] = body.items.map(({ record }) => record);
      const verdicts = [
        { record: right, correct: true },
        { record: wrong, correct: true },
        { record: wrong, correct: false },
        { record: right, correct: false, note: '<img src=x>' },
      ];
      await post(app, { items: verdicts }, '/v1/feedback');
      const tool = body.items[0]!.results[0]!.tool;
      const history = await get(`/v1/tools/${tool}/history`);
      const { verdicts: number, agree, falsePositives } = history.body.agreement;
      assert.deepEqual([number, agree, falsePositives, history.body.items], [2, 1, 1, []]);
      assert.equal((await get('/v1/tools/none/history')).status, 404);
      const said = await get(`/v1/feedback?record=${right}`);
      assert.deepEqual(
        said.body.items.map(({ correct }: { correct: boolean }) => correct),
        [true, false],
      );
      const page = await get('/v1/feedback?limit=3');
      assert.equal((await get(`/v1/feedback?limit=3&cursor=${page.body.next}`)).body.items.length, 1);
      const rows = await app.inject('/v1/feedback?as=rows');
      assert.ok(
        rows.body
          .trim()
          .split('\n')
          .map((line) => JSON.parse(line)).length > 0,
      );
      const refused = await app.inject(rollback);
      assert.deepEqual([refused.statusCode, refused.json().error.code], [403, 'RLAR_TOKEN_NEEDED']);
    },
    { home },
  );
  await withApp(
    async (app) => {
      assert.equal((await app.inject(rollback)).statusCode, 401);
      const reply = await app.inject({ ...rollback, headers: { authorization: 'Bearer secret' } });
      assert.deepEqual([reply.statusCode, reply.json().error.code], [404, 'RLAR_NOT_FOUND']);
    },
    { home },
    'secret',
  );
});

test('a file is checked, told apart by what its rows get, and what is no file is refused', async () => {
  await withApp(
    async (app) => {
      const send = async (body: string | Buffer, name = 'rows.jsonl', type = 'application/octet-stream') => {
        const headers = { 'content-type': type };
        const url = `/v1/check?name=${encodeURIComponent(name)}`;
        const reply = await app.inject({ method: 'POST', url, payload: body, headers });
        return { status: reply.statusCode, body: reply.json(), text: reply.body };
      };
      const lines = [JSON.stringify(problem), '{"prompt": "Say hello."}', 'not json'].join('\n');
      const checked = await send(lines, '../../etc/<b>.jsonl');
      const { rows, served, bad, buckets, estimate } = fileCheck.parse(checked.body);
      assert.deepEqual(
        [estimate.rollouts, estimate.judgeCalls, estimate.missingKinds, estimate.agentCalls],
        [8, 0, 1, 9],
      );
      assert.deepEqual([checked.status, rows, served, bad[0]?.line], [200, 2, 1, 3]);
      assert.ok(buckets.some(({ tools, reason }) => tools === '' && reason !== ''));
      const broken = await send('PAR1 no parquet', 'a.parquet');
      assert.equal(broken.status, 400);
      assert.doesNotMatch(broken.text, /rlar-check-/);
      assert.equal((await send('')).status, 400);
      assert.equal((await send('{}', 'a.json', 'text/plain')).status, 400);
      assert.equal((await send('{}', 'a.json', 'application/json')).status, 400);
      assert.equal((await send(Buffer.alloc(300_000, '\n'))).status, 413);
    },
    { limits: { bodyBytes: 200_000 } },
  );
});

test('a reader is told what is there, and again when rewards come in', async () => {
  await withApp(
    async (app) => {
      const reply = await app.inject({ method: 'GET', url: '/v1/live', payloadAsStream: true });
      let heard = '';
      for await (const part of reply.stream()) {
        heard += String(part);
        if (heard.includes('event: library')) break;
      }
      assert.match(
        heard,
        /^: events\n\nevent: ledger\ndata: \{"record":(?:null|"r\w+")\}\n\nevent: library\n/,
      );
    },
    { home: folder },
  );
});
