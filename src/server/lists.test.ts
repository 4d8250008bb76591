import assert from 'node:assert/strict';
import { test } from 'node:test';
import { folder, post, problem, withApp } from '../testing/with-app.ts';
import type { RescoreReply } from './routes/rescore.ts';

test('runs, pages of rewards and comparisons are answered, and bad queries are refused', async () => {
  await withApp(
    async (app) => {
      const get = async (url: string) => {
        const reply = await app.inject({ url });
        return { status: reply.statusCode, body: reply.json() };
      };
      const group = { id: 'q', ...problem, responses: ['#### 12', '#### 13', '<script>alert(1)</script>'] };
      await post(app, { run: 'team/a', step: 1, groups: [group] });
      await post(app, { run: 'b', step: 1, groups: [group] });
      const first = await get('/v1/rewards?run=team%2Fa&sort=lowest&limit=2');
      assert.deepEqual([first.status, first.body.found, first.body.items.length], [200, 3, 2]);
      assert.deepEqual(Object.keys(first.body.items[0]).slice(0, 3), ['record', 'id', 'at']);
      const second = await get(`/v1/rewards?run=team%2Fa&sort=lowest&limit=2&cursor=${first.body.next}`);
      const ids = [...first.body.items, ...second.body.items].map(({ id }: { id: string }) => id);
      assert.deepEqual([ids.toSorted(), second.body.next], [['q/0', 'q/1', 'q/2'], null]);
      const runs = await get('/v1/runs');
      assert.deepEqual(
        runs.body.items.map(({ run, figures }: { run: string; figures: { rewards: number } }) => [
          run,
          figures.rewards,
        ]),
        [
          ['b', 3],
          ['team/a', 3],
        ],
      );
      const report = await get('/v1/runs/team/a');
      assert.deepEqual([report.body.steps[0].part, report.body.steps[0].groups], [1, 1]);
      assert.equal((await get('/v1/runs/team/a?kind=code')).body.steps.length, 0);
      const compared = await get('/v1/compare?a=team/a&b=run:b');
      assert.deepEqual(
        [compared.body.pairs + compared.body.neither, compared.body.difference, compared.body.changed],
        [3, 0, []],
      );
      for (const { record, reward } of [...first.body.items, ...second.body.items]) {
        const again = await post(app, { record }, '/v1/rescore');
        const { before, after, rollouts } = again.body as unknown as RescoreReply;
        assert.deepEqual([before.record, before.reward, after.reward, rollouts], [record, reward, reward, 3]);
        assert.equal(after.record, null);
      }
      const kept = await post(
        app,
        { record: first.body.items[0].record, snapshot: 'latest', keep: true },
        '/v1/rescore',
      );
      assert.match((kept.body as unknown as RescoreReply).after.record ?? '', /^r/);
      assert.equal((await get('/v1/rewards?run=team%2Fa')).body.found, 3);
      for (const [body, status] of [
        [{ record: 'nothing' }, 404],
        [{ record: 'rzz' }, 404],
        [{ record: first.body.items[0].record, snapshot: 'gone' }, 404],
        [{}, 400],
      ] as const)
        assert.equal((await post(app, body, '/v1/rescore')).status, status, JSON.stringify(body));
      for (const [url, status] of [
        ['/v1/rewards?sort=worst', 400],
        ['/v1/rewards?limit=0', 400],
        ['/v1/rewards?limit=1e9', 400],
        ['/v1/rewards?run=a&run=b', 400],
        ['/v1/rewards?steps=1', 400],
        ['/v1/rewards?cursor=AAAA', 400],
        ['/v1/compare?a=b', 400],
        ['/v1/compare?a=b&b=nobody', 404],
        ['/v1/compare?a=b&b=tool:nobody', 404],
        ['/v1/compare?a=snapshot:lib-0&b=b', 404],
        ['/v1/runs/nobody', 404],
      ] as const)
        assert.equal((await get(url)).status, status, url);
    },
    { home: folder },
  );
});
