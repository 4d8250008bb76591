/** Replicas over one PostgreSQL: same run, same query, same reward, whichever replica is asked, in any order. */
import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import type { FastifyInstance } from 'fastify';
import { Pool } from 'pg';
import type { z } from 'zod';
import { LiveLibrary } from '../library/live-library.ts';
import { nextEntry } from '../library/registry/next-entry.ts';
import { openRegistry, withRegistry } from '../library/registry/open-registry.ts';
import { publishTool } from '../library/registry/publish.ts';
import { buildApp } from '../server/app.ts';
import { createRewardService, type RewardService } from '../service.ts';
import type { Reward } from '../spec/reward.ts';
import type { fileCheck } from '../spec/views/check-report.ts';
import { JudgeBook } from '../store/judge-book.ts';
import { openStore } from '../store/open-store.ts';
import { PostgresJudgeBook } from '../store/postgres/judge-book.ts';
import { fc } from '../testing/fc.ts';
import { overPostgres } from '../testing/over-postgres.ts';
import { sampleTool } from '../testing/sample-tool.ts';
import { scriptedJudge } from '../testing/scripted-judge.ts';
import { criterionOf, servedJudge } from '../testing/served-judge.ts';
import { rubricKey } from '../tools/judge/desk.ts';

const QUERIES: readonly (readonly [object, readonly string[]])[] = [
  [
    { prompt: 'Tom has 6 bags with 7 apples each. How many apples does Tom have?', reference: '42' },
    ['42', 'The answer is \\boxed{41}.', 'He has 42 apples.', ''],
  ],
  [
    { prompt: 'Solve $x^2 = 9$ for positive $x$.', reference: '3' },
    ['$x = 3$', '\\boxed{-3}', '3.0', 'three'],
  ],
  [
    { prompt: 'Translate into German: The cat sleeps.', reference: 'Die Katze schläft.' },
    ['Die Katze schläft.', 'Der Hund bellt.', 'Katze', ''],
  ],
  [
    {
      prompt: 'Which is a fruit? (A) rock (B) apple (C) car',
      reference: 'B',
    },
    ['B', '(B) apple', 'A', 'I do not know.'],
  ],
  [
    { prompt: 'Answer in all lowercase letters, with no commas: what is rain?' },
    ['rain is water', 'Rain, of course', 'RAIN', 'water that falls'],
  ],
  [{ prompt: 'Write a poem about rain.' }, ['Drops.', 'It rains.', '', 'Rain, rain.']],
];

overPostgres('replicas of a service', (postgres) => {
  let homes: string[] = [];
  let services: RewardService[] = [];
  let apps: FastifyInstance[] = [];
  before(async () => {
    process.env.RLAR_DATABASE_URL = await postgres.database();
    homes = [1, 2].map(() => mkdtempSync(join(tmpdir(), 'rlar-replica-')));
    services = await Promise.all(homes.map((home) => createRewardService({ home })));
    apps = await Promise.all(services.map((service) => buildApp(service)));
  });
  after(async () => {
    await Promise.all(apps.map((app) => app.close()));
    delete process.env.RLAR_DATABASE_URL;
    for (const home of homes) rmSync(home, { recursive: true, force: true });
  });

  const post = async (app: FastifyInstance, body: object): Promise<Reward[]> => {
    const reply = await app.inject({ method: 'POST', url: '/v1/rewards', payload: body });
    assert.equal(reply.statusCode, 200, reply.body);
    return (reply.json() as { items: Reward[] }).items;
  };

  test('the same run and query get the same reward and assignment from both, in any order and batching', async () => {
    const rows = QUERIES.flatMap(([query, responses], number) =>
      responses.map((response, at) => ({ ...query, response, id: `${number}/${at}` })),
    );
    let runs = 0;
    const plan = fc.record({
      order: fc.shuffledSubarray(
        rows.map((_, index) => index),
        { minLength: rows.length, maxLength: rows.length },
      ),
      batches: fc.array(fc.record({ replica: fc.nat(1), size: fc.integer({ min: 1, max: 6 }) }), {
        minLength: rows.length,
        maxLength: rows.length,
      }),
    });
    const wanted = new Map<string, number | null>();
    await fc.assert(
      fc.asyncProperty(plan, async ({ order, batches }) => {
        const run = `run-${(runs += 1)}`;
        const left = order.map((index) => rows[index]!);
        const asked = batches.flatMap(({ replica, size }) => {
          const some = left.splice(0, size);
          return some.length === 0 ? [] : [() => post(apps[replica]!, { run, step: 1, groups: some })];
        });
        // Two requests at a time, so that both replicas meet a query at once.
        const got: Reward[] = [];
        for (let at = 0; at < asked.length; at += 2)
          got.push(...(await Promise.all(asked.slice(at, at + 2).map((ask) => ask()))).flat());
        assert.equal(got.length, rows.length);
        for (const { id, reward } of got) {
          if (!wanted.has(id)) wanted.set(id, reward);
          assert.equal(reward, wanted.get(id), `${id} in ${run}`);
        }
        const byQuery = Map.groupBy(got, ({ id }) => id.split('/')[0]);
        for (const [query, rewards] of byQuery)
          assert.equal(
            new Set(rewards.map(({ assignment }) => JSON.stringify(assignment))).size,
            1,
            `${query} in ${run}`,
          );
      }),
      { numRuns: 12 },
    );
    assert.ok([...wanted.values()].some((reward) => reward === 1));
    // Both have written into one ledger, and the lists of one know what the other has scored.
    const store = await openStore({ home: homes[0]!, readOnly: true });
    const { found } = await store.views.listRewards({ limit: 1 });
    const [first] = await store.views.figures('run');
    await store.close();
    assert.deepEqual([found, first?.rewards], [runs * rows.length, rows.length]);
  });

  test('a tool that one replica publishes is fetched by the other, and what was changed in between is not loaded', async () => {
    const [first, second] = [await sampleTool('half', '0.5'), await sampleTool('third', '0.25')];
    await publishTool({ home: homes[0]! }, first, { by: 'user' });
    const other = await LiveLibrary.open([], { home: homes[1]! }, await openRegistry(homes[1]!));
    const tool = other.current.parts().find(({ tool: { declaration } }) => declaration.id === 'half');
    assert.equal(tool?.tool.declaration.version, first.record.declaration.version);
    assert.ok(existsSync(join(homes[1]!, 'tools', 'half', first.record.declaration.version, 'card.json')));
    await publishTool({ home: homes[0]! }, second, { by: 'user' });
    const pool = new Pool({ connectionString: process.env.RLAR_DATABASE_URL });
    await pool.query("UPDATE tool_files SET body = body || '\\x20'::bytea");
    await pool.end();
    const broken = await openRegistry(homes[1]!);
    await assert.rejects(LiveLibrary.open([], { home: homes[1]! }, broken), {
      code: 'RLAR_STORE_FAILED',
      message: /third@.* is not what its hash says/,
    });
    await other.close();
    await withRegistry({ home: homes[0]! }, (registry) =>
      registry.append((head) => nextEntry(head, { action: 'remove', by: 'user', reason: '' }, () => [])),
    );
  });

  test('what a judge chose for a query holds in both, whoever was first, also where they would choose otherwise', async () => {
    const url = process.env.RLAR_DATABASE_URL!;
    const spec = { judges: 'rubric', criteria: [criterionOf('good')], cheaper: { model: 'small' } };
    const books = [1, 2].map(() => new PostgresJudgeBook(url));
    const judges = await Promise.all(
      books.map((book, replica) => {
        let flips = 0;
        // The cheaper model of the first replica is sure of what the other's is not.
        const cheap = scriptedJudge(() => replica === 0 || (flips += 1) % 2 === 0, 'cheap');
        const dear = scriptedJudge(({ response }) => response.endsWith('odd'), 'dear');
        return servedJudge(spec, [dear, cheap], book);
      }),
    );
    const held = new Set<unknown>();
    for (let number = 0; number < 12; number += 1) {
      const body = (at: number) => ({
        prompt: `Write note ${number}.`,
        tools: ['judge'],
        run: 'a',
        step: 1,
        responses: [`${at} even`, `${at} odd`],
      });
      const both = await Promise.all(judges.map(({ post: ask }, at) => ask(body(at))));
      const by = both.flat().map(({ results }) => results[0]!.evidence.judgedBy);
      assert.equal(new Set(by).size, 1, `query ${number}: ${by.join()}`);
      const again = (await Promise.all(judges.toReversed().map(({ post: ask }) => ask(body(7))))).flat();
      assert.deepEqual(
        new Set(again.map(({ results }) => results[0]!.evidence.judgedBy)),
        new Set(by),
        `query ${number}, again`,
      );
      held.add(by[0]);
    }
    assert.ok(held.size > 0);
    await Promise.all(judges.map(({ app }) => app.close()));
    await Promise.all(books.map((book) => book.close()));
  });

  test('a check says that the rubric of a query is missing, whatever the rubrics are kept in', async () => {
    const spec = { judges: 'rubric', criteria: [criterionOf('good')], perQuery: true };
    const query = { messages: [{ role: 'user' as const, content: 'Write of rain.' }], references: [] };
    const row = { prompt: 'Write of rain.', tools: ['judge'], run: 'checked' };
    for (const book of [new JudgeBook(null), new PostgresJudgeBook(process.env.RLAR_DATABASE_URL!)]) {
      const { app } = await servedJudge(spec, [scriptedJudge(() => true)], book);
      const check = async () => {
        const reply = await app.inject({
          method: 'POST',
          url: '/v1/check',
          payload: Buffer.from(JSON.stringify(row)),
          headers: { 'content-type': 'application/octet-stream' },
        });
        const { served, buckets } = reply.json() as z.infer<typeof fileCheck>;
        return [served, buckets[0]?.reason];
      };
      const none = 'judge: No rubric was written for this query; rlar judges rubrics writes them.';
      assert.deepEqual(await check(), [0, none]);
      await book.choose(rubricKey('judge', query), JSON.stringify([criterionOf('wet')]));
      assert.deepEqual(await check(), [1, '']);
      await app.close();
      await book.close();
    }
  });

  test('a rubric that one replica looked for holds for the run in the other, also where there was none', async () => {
    const url = process.env.RLAR_DATABASE_URL!;
    const spec = { judges: 'rubric', criteria: [criterionOf('good')], perQuery: true };
    const books = [1, 2].map(() => new PostgresJudgeBook(url));
    const judges = await Promise.all(
      books.map((book) => servedJudge(spec, [scriptedJudge(() => true)], book)),
    );
    const ask = (replica: number, run: string) =>
      judges[replica]!.post({ prompt: 'Write.', tools: ['judge'], run, step: 1, responses: ['a', 'b'] });
    const [none] = await ask(0, 'early');
    assert.equal(none?.status, 'unscored');
    const query = { messages: [{ role: 'user' as const, content: 'Write.' }], references: [] };
    await books[0]!.choose(rubricKey('judge', query), JSON.stringify([criterionOf('more')]));
    assert.equal((await ask(1, 'early'))[0]?.status, 'unscored', 'the first look of a run holds');
    assert.deepEqual(
      (await ask(1, 'late')).map(({ status }) => status),
      ['scored', 'scored'],
    );
    await Promise.all(judges.map(({ app }) => app.close()));
    await Promise.all(books.map((book) => book.close()));
  });
});
