import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { type TestContext, test } from 'node:test';
import { fixtureGroup } from '../testing/fixture-group.ts';
import { openFeedback } from './open-registry.ts';
import { openStore } from './open-store.ts';
import type { Store } from './store.ts';

async function filledStore(context: TestContext): Promise<{ home: string; store: Store }> {
  const home = mkdtempSync(join(tmpdir(), 'rlar-prune-'));
  const store = await openStore({ home });
  context.after(async () => {
    await store.close();
    rmSync(home, { recursive: true, force: true });
  });
  const old = Date.now() - 1000 * 60 * 60;
  for (let batch = 0; batch < 10; batch += 1)
    await store.appendRewards(
      Array.from({ length: 32 }, (_, index) =>
        fixtureGroup(batch * 32 + index, {
          run: batch < 5 ? 'old' : 'new',
          at: batch < 5 ? old : Date.now(),
        }),
      ),
    );
  return { home, store };
}

test('prune by age deletes rows with their assignments and queries, and the file shrinks', async (context) => {
  const { home, store } = await filledStore(context);
  await store.appendRewards([fixtureGroup(0, { run: 'new' })]);
  const before = await store.size();
  assert.equal(before.rows, 2568);
  assert.deepEqual(
    before.runs.map(({ run, rows }) => [run, rows]),
    [
      ['new', 1288],
      ['old', 1280],
    ],
  );
  const pruned = await store.prune({ olderThanMs: 60_000 });
  assert.deepEqual([pruned.rewards, pruned.assignments, pruned.queries], [1280, 160, 159]);
  const after = await store.size();
  assert.equal(after.rows, 1288);
  assert.ok(after.diskBytes < before.usedBytes * 0.6, `${before.usedBytes} to ${after.diskBytes}`);
  assert.ok(pruned.bytes > 0);
  assert.equal((await store.getRun('old'))?.rows, 0);
  assert.equal(await store.countRewards(), 1288);
  const file = new DatabaseSync(join(home, 'rlar.db'), { readOnly: true });
  assert.deepEqual({ ...file.prepare('PRAGMA integrity_check').get() }, { integrity_check: 'ok' });
  file.close();
});

test('rows appended after a prune have queries and assignments, whoever pruned', async (context) => {
  const { home, store } = await filledStore(context);
  const other = await openStore({ home });
  assert.equal((await other.prune({ run: 'old' })).rewards, 1280);
  await other.close();
  assert.equal(await store.getRun('old'), null);
  const [[record]] = (await store.appendRewards([fixtureGroup(3, { run: 'old' })])) as [[string]];
  assert.equal(record, `r${(2561).toString(36)}`, 'a number is never given twice');
  assert.deepEqual((await store.getReward(record))?.query, fixtureGroup(3).query);
  assert.equal((await store.getRun('old'))?.rows, 8);
});

test('prune by size deletes the oldest until it fits, and keeps the runs it was told to keep', async (context) => {
  const { store } = await filledStore(context);
  const { usedBytes } = await store.size();
  const half = Math.trunc(usedBytes / 2);
  await store.prune({ maxBytes: half + 500_000, keepRuns: ['old'] });
  const after = await store.size();
  assert.ok(
    after.usedBytes <= half + 500_000 && after.usedBytes > half,
    `${usedBytes} to ${after.usedBytes}`,
  );
  assert.equal(after.runs.find((run) => run.run === 'old')?.rows, 1280);
  assert.deepEqual(await store.prune({ maxBytes: usedBytes }), {
    rewards: 0,
    assignments: 0,
    queries: 0,
    bytes: 0,
  });
  await assert.rejects(store.prune({}), { code: 'RLAR_INVALID_REQUEST' });
  assert.equal((await store.prune({ run: 'old', keepRuns: ['old'] })).rewards, 0);
});

test('appends during a prune lose nothing', async (context) => {
  const { store } = await filledStore(context);
  const pruning = store.prune({ maxBytes: 0 });
  const appended = await Promise.all(
    Array.from({ length: 50 }, (_, index) => store.appendRewards([fixtureGroup(index, { run: 'old' })])),
  );
  assert.ok((await pruning).rewards >= 2560);
  await store.prune({ olderThanMs: 60_000 });
  for (const record of appended.flat(2)) {
    const read = await store.getReward(record ?? '');
    assert.ok(read?.query, record ?? '');
  }
});

test('prune deletes whole groups, and words that no row has any more', async (context) => {
  const { home, store } = await filledStore(context);
  const named = fixtureGroup(999, { run: 'new' });
  await store.appendRewards([
    { ...named, context: { run: 'gone', policy: 'policy of a run' } },
    { ...named, context: { run: 'new', policy: 'policy that stays' } },
  ]);
  const words = (): unknown[] => {
    const file = new DatabaseSync(join(home, 'rlar.db'), { readOnly: true });
    const found = file.prepare("SELECT word FROM words WHERE word LIKE 'policy %' ORDER BY word").all();
    file.close();
    return found.map(({ word }) => word);
  };
  assert.deepEqual(words(), ['policy of a run', 'policy that stays']);
  const { usedBytes } = await store.size();
  await store.prune({ maxBytes: usedBytes - 300_000, keepRuns: ['gone'] });
  for await (const { records, size } of store.scanGroups())
    assert.equal(records.length, size, 'no group is cut');
  await store.prune({ run: 'gone' });
  assert.deepEqual(words(), ['policy that stays']);
  const [[record]] = (await store.appendRewards([
    { ...named, context: { run: 'new', policy: 'policy of a run' } },
  ])) as [[string]];
  assert.equal((await store.getReward(record))?.context.policy, 'policy of a run');
});

test('erasing a query or a person takes their texts, rewards and feedback out of the file, and nothing else', async (context) => {
  const { home, store } = await filledStore(context);
  const group = fixtureGroup(77_777, { rollouts: 3, run: 'new' });
  const written = (index: number, text: string, meta: object) => {
    const entry = group.entries[index]!;
    return { ...entry, rollout: { ...entry.rollout, text, meta } };
  };
  const [[first, , third]] = (await store.appendRewards([
    {
      ...group,
      entries: [
        written(0, 'secret-of-ann', { columns: { user_id: 'ann' } }),
        written(1, 'kept-of-bob', { extra: { deep: { user: 'bob' } } }),
        written(2, 'secret-of-7', { extra: { userId: 7 } }),
      ],
    },
  ])) as [[string, string, string]];
  const feedback = await openFeedback(home);
  const body = { query: group.query, text: 'secret-of-ann', record: first };
  await feedback.add([
    { sort: 'verdict', query: group.queryKey, correct: true, by: 'carl', body },
    { sort: 'verdict', query: 'q'.repeat(32), correct: true, by: 'ann', body: { ...body, record: 'r1' } },
    {
      sort: 'verdict',
      query: 'p'.repeat(32),
      correct: true,
      by: 'bob',
      body: { query: fixtureGroup(3).query, text: 'x', record: 'r2' },
    },
  ]);
  // The search takes up what is new behind the rewards, a stretch at a time.
  let found = await store.views.search({ text: 'ann secret' });
  while (found.behind > 0) found = await store.views.search({ text: 'ann secret' });
  assert.equal(found.records[0]?.record, first);
  const rows = await store.countRewards();
  assert.equal((await store.prune({ user: 'nobody' })).rewards, 0);
  assert.equal((await store.prune({ user: 'ann' })).rewards, 1);
  assert.equal((await store.prune({ user: '7' })).rewards, 1);
  assert.deepEqual([await store.getReward(first), await store.getReward(third)], [null, null]);
  assert.deepEqual(
    (await feedback.list()).map(({ by }) => by),
    ['bob'],
  );
  assert.equal(await store.countRewards(), rows - 2);
  assert.deepEqual(
    await store.prune({ query: group.queryKey }).then(({ rewards, queries }) => [rewards, queries]),
    [1, 1],
  );
  await feedback.close();
  await store.close();
  const file = readFileSync(join(home, 'rlar.db'));
  for (const gone of ['secret-of-', 'kept-of-bob', 'Farmer 77777'])
    assert.equal(file.includes(gone), false, gone);
  const index = readFileSync(join(home, 'search.db'));
  for (const gone of ['secret', 'ann', '77777', '77780']) assert.equal(index.includes(gone), false, gone);
  assert.ok(index.includes('farmer'));
});

test('what first views read follows from the facts, through appends, rewards made again, and deletions', async (context) => {
  const { home, store } = await filledStore(context);
  const same = async (): Promise<void> => {
    await store.views.figures('run');
    const file = new DatabaseSync(join(home, 'rlar.db'), { readOnly: true });
    const all = (sql: string) => file.prepare(sql).all();
    const parts = 'run, kind, status, cause, tools, flags, snapshot, rescored';
    const sums =
      'sum(rows) AS rows, round(sum(rewards), 9) AS rewards, min(low) AS low, max(high) AS high, max(longest) AS longest, max(latest) AS latest, sum(quality_rows) AS quality';
    const counted = (table: string) =>
      all(`SELECT ${parts}, ${sums} FROM ${table} GROUP BY ${parts} HAVING sum(rows) > 0 ORDER BY ${parts}`);
    assert.deepEqual(counted('fact_runs'), counted('fact_cells'));
    assert.deepEqual(
      all('SELECT * FROM fact_signals WHERE groups > 0 ORDER BY run, step, kind, tools'),
      all(`SELECT run, step, kind, tools, count(*) AS groups, sum(low = high) AS same FROM fact_groups
           WHERE scored > 1 GROUP BY run, step, kind, tools ORDER BY run, step, kind, tools`),
    );
    file.close();
  };
  await same();
  const group = fixtureGroup(4_711, { run: 'new', rollouts: 2 });
  const [records = []] = await store.appendRewards([group]);
  await same();
  // The same group again, in another request, and made again: it is one group still, and counted once.
  await store.appendRewards([group, { ...group, rescoredFrom: records.map((record) => record ?? '') }]);
  await same();
  await store.prune({ query: group.queryKey });
  await same();
  const { usedBytes } = await store.size();
  await store.prune({ maxBytes: usedBytes - 300_000 });
  await same();
});
