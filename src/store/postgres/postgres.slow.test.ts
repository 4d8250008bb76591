import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import { Pool } from 'pg';
import { feedbackContract } from '../../testing/feedback-contract.ts';
import { fixtureGroup } from '../../testing/fixture-group.ts';
import { homeFilesContract } from '../../testing/home-files-contract.ts';
import { jobsContract } from '../../testing/jobs-contract.ts';
import { judgeBookContract } from '../../testing/judge-book-contract.ts';
import { observatoryContract } from '../../testing/observatory-contract.ts';
import { overPostgres } from '../../testing/over-postgres.ts';
import { registryContract } from '../../testing/registry-contract.ts';
import { runsContract } from '../../testing/runs-contract.ts';
import { ledgerContract } from '../../testing/store-contract.ts';
import { viewsContract } from '../../testing/views-contract.ts';
import type { LedgerGroup } from '../ledger.ts';
import { openPostgres } from './database.ts';
import { PostgresFeedback } from './feedback.ts';
import { PostgresFiles } from './home-files.ts';
import { PostgresJobs } from './jobs.ts';
import { PostgresJudgeBook } from './judge-book.ts';
import { PostgresRegistry } from './registry.ts';
import { openPostgresStore } from './store.ts';

overPostgres('PostgreSQL', (postgres) => {
  const { open } = postgres;

  ledgerContract('PostgreSQL', open);
  runsContract('PostgreSQL', open);
  viewsContract('PostgreSQL', open);
  observatoryContract('PostgreSQL', open);

  jobsContract('PostgreSQL', async () => {
    const url = await postgres.database();
    return async () => new PostgresJobs(await openPostgres(url, { connections: 2 }), url);
  });
  registryContract('PostgreSQL', async () => {
    const url = await postgres.database();
    return async () => new PostgresRegistry(await openPostgres(url, { connections: 3 }));
  });
  homeFilesContract('PostgreSQL', async () => {
    const url = await postgres.database();
    return async () => new PostgresFiles(await openPostgres(url, { connections: 2 }));
  });
  feedbackContract(
    'PostgreSQL',
    async () => new PostgresFeedback(await openPostgres(await postgres.database())),
  );

  let book = '';
  before(async () => {
    book = await postgres.database();
  });
  judgeBookContract('PostgreSQL', () => new PostgresJudgeBook(book));

  test('a scan reads each reward a bounded number of times, however many there are', async () => {
    const url = await postgres.database();
    const counted = `${url}&application_name=${COUNTED}`;
    const store = await openPostgresStore(counted, {});
    const [groups, rollouts] = [4_000, 4];
    for (let from = 0; from < groups; from += 500)
      await store.appendRewards(
        Array.from({ length: 500 }, (_, at) =>
          fixtureGroup(from + at, { rollouts, run: `run-${(from + at) % 3}` }),
        ),
      );
    await store.close();
    const pool = new Pool({ connectionString: url });
    await pool.query('ANALYZE');
    const before = await rowsRead(pool);
    const reader = await openPostgresStore(counted, { readOnly: true });
    let seen = 0;
    for await (const { records } of reader.scanGroups()) seen += records.length;
    for await (const _ of reader.scanRewards()) seen += 1;
    await reader.close();
    const read = (await rowsRead(pool)) - before;
    await pool.end();
    assert.equal(seen, 2 * groups * rollouts);
    assert.ok(read >= seen && read < 8 * seen, `${read} rows were read for ${seen}`);
  });

  test('a search for a word that few texts have reads these few, and not all rewards beside them', async () => {
    const url = await postgres.database();
    const counted = `${url}&application_name=${COUNTED}`;
    const store = await openPostgresStore(counted, {});
    const groups = Array.from({ length: 250 }, (_, number) =>
      fixtureGroup(number, { rollouts: 8, run: 'a' }),
    );
    const [{ rollout, reward }] = groups[100]!.entries as [LedgerGroup['entries'][number]];
    const rare = { rollout: { ...rollout, text: `${rollout.text} unheard` }, reward };
    await store.appendRewards(
      groups.with(100, { ...groups[100]!, entries: [rare, ...groups[100]!.entries.slice(1)] }),
    );
    while ((await store.views.search({ text: 'unheard' })).behind > 0);
    await store.close();
    const pool = new Pool({ connectionString: url });
    await pool.query('ANALYZE');
    const before = await rowsRead(pool);
    const reader = await openPostgresStore(counted, { readOnly: true });
    const { records } = await reader.views.search({ text: 'unheard' });
    await reader.close();
    const read = (await rowsRead(pool)) - before;
    await pool.end();
    assert.equal(records.length, 1);
    // So few groups are read whole; the 2,000 rewards are not.
    assert.ok(read < 500, `${read} rows were read for one`);
  });

  test('every text comes back as it was written', async (context) => {
    const store = await open(context);
    const run = 'a "run", {with} \\ and \u0000';
    const texts = [
      '\u0000',
      '\u0010',
      '\u00100000',
      '\ud800 alone',
      'NULL',
      '{"a",b}',
      '\\x00',
      '',
      '\u{1F642}\udc00',
    ];
    const group = fixtureGroup(1, { rollouts: texts.length, run });
    const entries = group.entries.map(({ rollout, reward }, index) => ({
      rollout: { ...rollout, text: texts[index]! },
      reward: { ...reward, id: texts[index]!, flags: [texts[index]!] },
    }));
    await store.appendRewards([{ ...group, id: '\u0000', entries }]);
    const found = await Array.fromAsync(store.scanRewards({ run }));
    assert.deepEqual(
      found.map(({ rollout, reward, group: id }) => [rollout?.text, reward.id, reward.flags[0], id]),
      texts.map((text) => [text, text, text, '\u0000']),
    );
    for (const text of texts) assert.equal((await store.findRewards(text)).length, 1);
    assert.equal((await store.listRuns())[0]?.run, run);
  });

  test('with texts as hashes no response and no query is stored', async (context) => {
    const store = await openPostgresStore(await postgres.database(), { texts: 'hash' });
    context.after(() => store.close());
    await store.appendRewards([fixtureGroup(1, { rollouts: 1 })]);
    const read = await store.getReward('r1');
    assert.deepEqual([read?.query, read?.rollout], [null, null]);
    assert.match(read?.textHash ?? '', /^[0-9a-f]{64}$/);
  });

  test('a run and a day are deleted, the rest stays, and another replica goes on', async (context) => {
    const url = await postgres.database();
    const [one, other] = [await open(context, url), await open(context, url)];
    const old = { at: 5 };
    const sticky = ({ queryKey, query, assignment }: LedgerGroup, run: string) => ({
      run,
      fromStep: 0,
      queryKey,
      query,
      assignment,
    });
    const [first, second, third] = [1, 2, 3].map((number) =>
      fixtureGroup(number, { run: number === 1 ? 'a' : 'b' }),
    );
    await one.putAssignments([sticky(first!, 'a'), sticky(second!, 'b'), sticky(third!, 'b')]);
    await one.appendRewards([first!, { ...second!, ...old }, third!]);
    await other.appendRewards([first!, third!]);
    const pruned = await one.prune({ run: 'a' });
    assert.deepEqual([pruned.rewards, pruned.queries], [16, 1]);
    assert.ok(pruned.bytes > 0);
    assert.equal(await one.getRun('a'), null);
    const [[again]] = (await other.appendRewards([first!])) as [[string]];
    assert.deepEqual(
      (await other.getReward(again))?.query,
      first!.query,
      'numbers of before the prune are forgotten',
    );
    assert.equal((await one.prune({ olderThanMs: 86_400_000 })).rewards, 8);
    assert.equal(await one.getAssignment('b', 0, second!.queryKey), null);
    assert.deepEqual(await one.getAssignment('b', 0, third!.queryKey), third!.assignment);
    assert.equal((await one.prune({ maxBytes: Number.MAX_SAFE_INTEGER })).rewards, 0);
    assert.equal((await one.prune({ maxBytes: 0, keepRuns: ['b'] })).rewards, 8);
    assert.deepEqual(
      (await Array.fromAsync(one.scanGroups())).map(({ context: { run } }) => run),
      ['b', 'b'],
    );
    await assert.rejects(one.prune({}), { code: 'RLAR_INVALID_REQUEST' });
  });

  test('a query and a person are deleted with what was said of them', async (context) => {
    const url = await postgres.database();
    const store = await open(context, url);
    const feedback = new PostgresFeedback(await openPostgres(url));
    context.after(() => feedback.close());
    const [one, other] = [fixtureGroup(1, { rollouts: 2 }), fixtureGroup(2, { rollouts: 2 })];
    const ofAda = other.entries.map(({ rollout, reward }, index) => ({
      rollout: { ...rollout, meta: { extra: { session: { user_id: index === 0 ? 'ada' : 'bob' } } } },
      reward,
    }));
    await store.appendRewards([one, { ...other, entries: ofAda }]);
    const said = (query: string, by: string, record?: string) => ({
      sort: 'verdict' as const,
      query,
      correct: true,
      by,
      body: { query: one.query, text: 'yes', ...(record && { record }) },
    });
    await feedback.add([said(one.queryKey, 'x'), said('k', 'ada'), said('k', 'x', 'r3'), said('k', 'x')]);
    assert.equal((await store.prune({ user: 'ada' })).rewards, 1);
    assert.deepEqual(
      (await Array.fromAsync(store.scanGroups())).map(({ records, size }) => [records.length, size]),
      [
        [2, 2],
        [1, 2],
      ],
    );
    assert.equal((await store.prune({ query: one.queryKey })).rewards, 2);
    assert.deepEqual(
      (await feedback.list()).map(({ number }) => number),
      [4],
    );
    assert.equal((await store.prune({ user: 'nobody' })).rewards, 0);
  });

  test('a reader writes nothing', async (context) => {
    const url = await postgres.database();
    const reader = await openPostgresStore(url, { readOnly: true });
    context.after(() => reader.close());
    for (const write of [
      () => reader.appendRewards([fixtureGroup(1)]),
      () => reader.prune({ maxBytes: 0 }),
      () => reader.pinRun('a', 's'),
    ])
      await assert.rejects(write(), { code: 'RLAR_STORE_FAILED' });
    assert.equal(await reader.countRewards(), 0);
  });
});

/** The name under which those connect whose reading is counted. */
const COUNTED = 'counted';

/** @returns the rows of groups and rewards that all who connected as `COUNTED` have read; a server counts when they have gone */
async function rowsRead(pool: Pool): Promise<number> {
  const here = `SELECT 1 FROM pg_stat_activity WHERE application_name = '${COUNTED}'`;
  while ((await pool.query(here)).rows.length > 0) await setTimeout(10);
  const { rows } = await pool.query<{ read: string }>(
    `SELECT sum(seq_tup_read + coalesce(idx_tup_fetch, 0)) AS read FROM pg_stat_user_tables
    WHERE schemaname = current_schema() AND relname ~ '^(groups|rewards)'`,
  );
  return Number(rows[0]?.read);
}
