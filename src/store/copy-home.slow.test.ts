/** A home with SQLite that moves into PostgreSQL, and back: everything is there, under the same numbers, or nothing is. */
import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { Pool } from 'pg';
import { fixtureGroup } from '../testing/fixture-group.ts';
import { overPostgres } from '../testing/over-postgres.ts';
import { card, entry } from '../testing/registry-contract.ts';
import { mixedGroups } from '../testing/views-contract.ts';
import { copyStore } from './copy/copy-store.ts';
import { copyToDatabase, copyToHome } from './copy-home.ts';
import { JudgeBook } from './judge-book.ts';
import { openFeedback, openHomeFiles, openJobs, openRegistry } from './open-registry.ts';
import { openStore } from './open-store.ts';
import { PostgresJudgeBook } from './postgres/judge-book.ts';
import { runSettings } from './runs.ts';
import type { Store } from './store.ts';

const SETTINGS = runSettings.parse({ hints: true, provisional: false, noReward: null });

async function fill(home: string): Promise<void> {
  const store = await openStore({ home });
  await store.openRun('run-0', { settings: SETTINGS, snapshot: 's0' });
  await store.pinRun('run-0', 's1', 5);
  for (const phase of [0, 5])
    await store.putAssignments(
      [1, 2, 3].map((number) => {
        const { queryKey, query, assignment } = fixtureGroup(number);
        return { run: 'run-0', fromStep: phase, queryKey, query, assignment };
      }),
    );
  const odd = fixtureGroup(99, { rollouts: 3, run: 'odd "run"' });
  const texts = ['\u0000 and \u0010', '\ud800 alone', '{"a",b} NULL \\x00 \u{1F642}'];
  await store.appendRewards([
    ...mixedGroups(40, 11),
    {
      ...odd,
      entries: odd.entries.map(({ rollout, reward }, at) => ({
        rollout: { ...rollout, text: texts[at]!, meta: { extra: { user: at === 0 ? 'ada' : 'bob' } } },
        reward: { ...reward, flags: [texts[at]!] },
      })),
    },
  ]);
  // Gaps among the records, and a group that lacks a member.
  await store.prune({ user: 'ada' });
  await store.prune({ query: fixtureGroup(4).queryKey });
  await store.close();
  const hashed = await openStore({ home, texts: 'hash' });
  await hashed.appendRewards([fixtureGroup(500, { rollouts: 2, run: 'hashed' })]);
  await hashed.close();
  const registry = await openRegistry(home);
  await registry.append(() => entry([card('a')], 'lib-1'));
  await registry.append(() => entry([card('a'), card('b')], 'lib-2'));
  await registry.setStaticCards([card('static')]);
  await registry.close();
  const jobs = await openJobs(home);
  await jobs.claim({ id: 'j', kind: 'acquisition', key: 'chat', spec: { a: 1 }, owner: 'me', leaseMs: 1e9 });
  await jobs.close();
  const feedback = await openFeedback(home);
  const { query, queryKey } = fixtureGroup(1);
  const body = { query, text: 'yes', record: 'r2' };
  await feedback.add([{ sort: 'verdict', query: queryKey, correct: true, by: 'x', body }]);
  await feedback.add([{ sort: 'click', query: queryKey, correct: null, by: 'y', body }]);
  await feedback.close();
  const files = await openHomeFiles(home);
  await files.write('evolution/state.json', '{"odd":"\u0000"}');
  const log = await files.openLog('acquisitions/a-1/trace.jsonl');
  for (const line of ['{"at":1}', '{"at":"\ud800"}']) await log.append(line);
  log.close();
  await files.close();
  const book = new JudgeBook(home);
  book.keep({ key: 'k', judge: 'j@1', body: '"yes"' });
  book.choose('c', 'dear');
  book.close();
}

/** All that can be asked of a store. */
async function saidBy(home: string): Promise<Record<string, unknown>> {
  const store = await openStore({ home });
  const [registry, jobs, feedback, files] = [
    await openRegistry(home),
    await openJobs(home),
    await openFeedback(home),
    await openHomeFiles(home),
  ];
  const said = {
    rewards: await Array.fromAsync(store.scanRewards({ origin: 'any' })),
    groups: (await Array.fromAsync(store.scanGroups({ origin: 'any' }))).map(({ size, id }) => [id, size]),
    runs: await store.listRuns(),
    sticky: await sticky(store),
    figures: await figures(store),
    found: (await store.views.search({ text: 'farmer' })).records.length > 0,
    head: await registry.head(),
    entries: await registry.entries(),
    snapshot: await registry.snapshot('lib-1'),
    jobs: await jobs.list('acquisition'),
    feedback: await feedback.list(),
    state: await files.read('evolution/state.json'),
    trace: await files.read('acquisitions/a-1/trace.jsonl'),
    verdict: await feedback.verdictOn(fixtureGroup(1).queryKey, 'yes'),
  };
  await Promise.all([store.close(), registry.close(), jobs.close(), feedback.close(), files.close()]);
  return said;
}

async function sticky(store: Store): Promise<unknown[]> {
  const asked = [0, 5, 9].flatMap((phase) =>
    [1, 2, 3, 7].map((number) => store.getAssignment('run-0', phase, fixtureGroup(number).queryKey)),
  );
  return Promise.all(asked);
}

async function figures(store: Store): Promise<unknown> {
  const parts = await Promise.all(
    (['run', 'step', 'snapshot'] as const).map((part) => store.views.figures(part)),
  );
  const rounded = (value: unknown) => (typeof value === 'number' ? Number(value.toFixed(9)) : value);
  const inOrder = parts.map((some) =>
    some.toSorted((one, other) => (`${one.part}` < `${other.part}` ? -1 : 1)),
  );
  return JSON.parse(JSON.stringify(inOrder, (_, value: unknown) => rounded(value)));
}

overPostgres('a copy of a home', (postgres) => {
  const folder = mkdtempSync(join(tmpdir(), 'rlar-copy-'));
  after(async () => {
    delete process.env.RLAR_DATABASE_URL;
    rmSync(folder, { recursive: true, force: true });
  });
  const over = async <Answer>(url: string, work: () => Promise<Answer>): Promise<Answer> => {
    process.env.RLAR_DATABASE_URL = url;
    try {
      return await work();
    } finally {
      delete process.env.RLAR_DATABASE_URL;
    }
  };

  test('all that was there is there, in PostgreSQL and back in a home, and both go on', async () => {
    const [home, back, url] = [join(folder, 'home'), join(folder, 'back'), await postgres.database()];
    await fill(home);
    const before = await saidBy(home);
    const copied = await copyToDatabase(home, url, () => {});
    assert.equal(copied.get('rewards'), (before.rewards as unknown[]).length);
    assert.deepEqual(await over(url, () => saidBy(home)), before);
    const book = new PostgresJudgeBook(url);
    assert.deepEqual([await book.answer('k'), await book.chosen('c')], ['"yes"', 'dear']);
    await book.close();
    await assert.rejects(
      copyToDatabase(home, url, () => {}),
      { code: 'RLAR_INVALID_REQUEST', message: /holds data already/ },
    );
    await copyToHome(url, back, () => {});
    assert.deepEqual(await saidBy(back), before);
    assert.equal(new JudgeBook(back).chosen('c'), 'dear');
    await assert.rejects(
      copyToHome(url, back, () => {}),
      { code: 'RLAR_INVALID_REQUEST', message: /holds data already/ },
    );
    const next = await Promise.all([appendedTo(home), appendedTo(back), over(url, () => appendedTo(home))]);
    assert.equal(new Set(next).size, 1, 'the numbers go on where they were');
  });

  test('a copy that breaks off leaves nothing behind, and goes through the next time', async () => {
    const [home, back, url] = [
      join(folder, 'broken'),
      join(folder, 'broken-back'),
      await postgres.database(),
    ];
    await fill(home);
    const breaksAt = (name: string) => (at: string) => {
      if (at === name) throw new Error('the disk is gone');
    };
    await assert.rejects(copyToDatabase(home, url, breaksAt('rewards')), /the disk is gone/);
    const pool = new Pool({ connectionString: url });
    const { rows } = await pool.query<{ rows: string }>(
      'SELECT (SELECT count(*) FROM runs WHERE number > 0) + (SELECT count(*) FROM parts) AS rows',
    );
    await pool.end();
    assert.equal(Number(rows[0]?.rows), 0);
    await copyToDatabase(home, url, () => {});
    await assert.rejects(copyToHome(url, back, breaksAt('rewards')), /the disk is gone/);
    assert.deepEqual([existsSync(join(back, 'rlar.db')), existsSync(join(back, '.copying'))], [false, false]);
    await copyToHome(url, back, () => {});
    assert.ok(existsSync(join(back, 'rlar.db')));
  });

  test('rewards that come in while a home is copied are not left behind in silence', async () => {
    const from = {
      place: 'a home',
      lastRecord: async () => 1,
      lastRecordNow: async () => 2,
      async *read() {},
      async *files() {},
    };
    const to = {
      place: 'a database',
      write: async () => {},
      count: async () => 0,
      putFile: async () => {},
      finish: async () => {},
    };
    await assert.rejects(
      copyStore(from, to, () => {}),
      { code: 'RLAR_STORE_FAILED', message: /came into a home/ },
    );
    await assert.rejects(
      copyStore(from, { ...to, count: async () => 1 }, () => {}),
      { code: 'RLAR_STORE_FAILED', message: /0 rows of runs were read from a home, and 1 stand/ },
    );
  });
});

async function appendedTo(home: string): Promise<string | null | undefined> {
  const store = await openStore({ home });
  const [[record] = []] = await store.appendRewards([fixtureGroup(1, { rollouts: 1 })]);
  await store.close();
  return record;
}
