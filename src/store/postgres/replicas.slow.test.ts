/** What several replicas over one PostgreSQL can break, and what a server that dies can. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import { Pool } from 'pg';
import type { RlarError } from '../../spec/errors.ts';
import { fixtureGroup } from '../../testing/fixture-group.ts';
import { overPostgres } from '../../testing/over-postgres.ts';
import { card, entry } from '../../testing/registry-contract.ts';
import { encodeRecord } from '../record-id.ts';
import { openPostgres } from './database.ts';
import { migrate, POSTGRES_VERSION } from './migrations.ts';
import { PostgresRegistry } from './registry.ts';
import { openPostgresStore } from './store.ts';

overPostgres('replicas over PostgreSQL', (postgres) => {
  const { open } = postgres;

  test('of replicas that assign the same queries at once, all get the first assignment', async (context) => {
    const url = await postgres.database();
    const stores = await Promise.all([1, 2, 3].map(() => open(context, url)));
    const groups = Array.from({ length: 60 }, (_, number) => fixtureGroup(number, { rollouts: 1 }));
    const seen = await Promise.all(
      stores.map(async (store, who) => {
        const held = new Map<string, string>();
        const order = who % 2 === 0 ? groups : groups.toReversed();
        for (let at = 0; at < order.length; at += 5) {
          const some = order.slice(at, at + 5);
          const reason = `replica ${who}`;
          const entries = some.map(({ queryKey, query, assignment }) => {
            return { run: 'a', fromStep: 0, queryKey, query, assignment: { ...assignment, reason } };
          });
          const [first, again] = await Promise.all([
            store.putAssignments(entries),
            store.putAssignments(entries),
          ]);
          assert.deepEqual(first, again);
          for (const [index, { queryKey }] of some.entries()) held.set(queryKey, first[index]!.reason);
        }
        return held;
      }),
    );
    for (const { queryKey } of groups) assert.equal(new Set(seen.map((held) => held.get(queryKey))).size, 1);
    assert.ok(new Set(seen[0]!.values()).size > 1, 'each replica was the first somewhere');
    const stored = await Promise.all(
      stores.map((store) => Promise.all(groups.map(({ queryKey }) => store.getAssignment('a', 0, queryKey)))),
    );
    const fresh = await open(context, url);
    const truth = await Promise.all(groups.map(({ queryKey }) => fresh.getAssignment('a', 0, queryKey)));
    for (const held of stored) assert.deepEqual(held, truth);
    assert.ok(truth.every((held) => held !== null));
  });

  test('records of several replicas have no gap, and a reader that reads on misses none', async (context) => {
    const url = await postgres.database();
    const [one, other, reader] = await Promise.all([1, 2, 3].map(() => open(context, url)));
    const writing = [one!, other!].map(async (store, who) => {
      const records: (string | null)[] = [];
      for (let at = 0; at < 12; at += 1) {
        const calls = [1, 2, 3].map((call) =>
          store.appendRewards([fixtureGroup(call, { rollouts: 2, run: `run-${(at + who) % 3}` })]),
        );
        records.push(...(await Promise.all(calls)).flat(2));
      }
      return records;
    });
    const read: string[] = [];
    let isWriting = true;
    const done = Promise.all(writing).finally(() => {
      isWriting = false;
    });
    for (let last = false; !last; ) {
      last = !isWriting;
      const after = read.at(-1);
      for await (const { record } of reader!.scanRewards(after === undefined ? {} : { afterRecord: after }))
        read.push(record);
    }
    const written = (await done).flat();
    assert.deepEqual(
      read,
      Array.from({ length: 144 }, (_, index) => encodeRecord(index + 1)),
    );
    assert.deepEqual(new Set(written), new Set(read));
    assert.equal(
      (await one!.listRuns()).reduce((sum, { rows }) => sum + rows, 0),
      144,
    );
    assert.equal((await one!.size()).rows, 144);
  });

  test('replicas append while another prunes: nothing is refused, lost or doubled', async (context) => {
    const url = await postgres.database();
    const [one, other, pruner] = await Promise.all([1, 2, 3].map(() => open(context, url)));
    let acknowledged = 0;
    let isPruning = true;
    const writing = [one!, other!].map(async (store, who) => {
      for (let at = who; isPruning; at += 1) {
        await store.appendRewards([fixtureGroup(at % 7, { run: `run-${at % 3}`, rollouts: 2 })]);
        acknowledged += 2;
      }
    });
    let pruned = 0;
    for (let at = 0; at < 12; at += 1) {
      const before = acknowledged;
      while (acknowledged === before) await setTimeout(1);
      const what = [
        { run: 'run-0' },
        { query: fixtureGroup(at % 7).queryKey },
        { maxBytes: 0, keepRuns: ['run-1'] },
      ];
      pruned += (await pruner!.prune(what[at % 3]!)).rewards;
    }
    isPruning = false;
    await Promise.all(writing);
    const left = await Array.fromAsync(pruner!.scanRewards());
    assert.ok(pruned > 0);
    assert.equal(left.length + pruned, acknowledged);
    assert.equal(
      (await pruner!.listRuns()).reduce((sum, { rows }) => sum + rows, 0),
      left.length,
    );
  });

  test('a request that comes again, to any replica, is recorded once, and beside it others are', async (context) => {
    const url = await postgres.database();
    const [one, other] = await Promise.all([1, 2].map(() => open(context, url)));
    const group = fixtureGroup(1, { rollouts: 2, run: 'a' });
    const stores = [one!, other!, one!];
    const plain = stores.map((store) => store.appendRewards([group]));
    const asked = stores.flatMap((store) => [1, 2].map(() => store.appendOnce('same', [group])));
    const answers = await Promise.all(asked);
    await Promise.all(plain);
    assert.equal(new Set(answers.map(({ records }) => JSON.stringify(records))).size, 1);
    assert.equal(answers.filter(({ isRepeated }) => !isRepeated).length, 1);
    const later = await other!.appendOnce('same', [group]);
    assert.deepEqual(later, { records: answers[0]!.records, isRepeated: true });
    assert.equal(await one!.countRewards(), 2 * 3 + 2);
    assert.equal((await one!.appendOnce('another', [group])).isRepeated, false);
    const { sum, count } = await other!.earned!('a', group.context.step ?? null, group.queryKey);
    const made = group.entries.flatMap(({ reward }) => reward.reward ?? []);
    assert.equal(count, 5 * made.length);
    assert.equal(sum, 5 * made.reduce((all, value) => all + value, 0));
  });

  test('what one call spoils does not refuse the calls beside it', async (context) => {
    const store = await open(context);
    const group = fixtureGroup(1, { rollouts: 1 });
    const [good, bad, also] = await Promise.allSettled([
      store.appendRewards([group]),
      store.appendRewards([{ ...group, at: Number.NaN }]),
      store.appendRewards([group]),
    ]);
    assert.deepEqual([good.status, bad.status, also.status], ['fulfilled', 'rejected', 'fulfilled']);
    assert.equal(await store.countRewards(), 2);
  });

  test('a database of each earlier version is brought to this one, once, by all that start', async (context) => {
    for (let version = 0; version < POSTGRES_VERSION; version += 1) {
      const url = await postgres.database();
      const earlier = new Pool({ connectionString: url });
      await migrate(async (sql, values = []) => (await earlier.query(sql, [...values])).rows ?? [], version);
      if (version > 0) await earlier.query("INSERT INTO runs(run, created) VALUES ('kept', 1)");
      await earlier.end();
      const stores = await Promise.all([1, 2, 3].map(() => open(context, url)));
      assert.deepEqual(
        (await stores[0]!.listRuns()).map(({ run }) => run),
        version > 0 ? ['kept'] : [],
      );
      await stores[1]!.appendRewards([fixtureGroup(1)]);
      assert.equal(await stores[2]!.countRewards(), 8);
    }
  });

  test('a database of a newer rlar, one that is not there, and an address that is none say so', async () => {
    const url = await postgres.database();
    const newer = new Pool({ connectionString: url });
    await newer.query(
      'CREATE TABLE rlar_version(id int, version int); INSERT INTO rlar_version VALUES (1, 99)',
    );
    await newer.end();
    await assert.rejects(openPostgresStore(url, {}), { code: 'RLAR_STORE_NEWER' });
    await assert.rejects(openPostgresStore(url.replace('/postgres?', '/nowhere?'), {}), {
      code: 'RLAR_DATABASE_REFUSED',
      message: /not exist/,
    });
    await assert.rejects(openPostgresStore('postgres://u:secret@127.0.0.1:1/x', {}), (thrown: RlarError) => {
      assert.equal(thrown.code, 'RLAR_DATABASE_UNREACHABLE');
      assert.match(thrown.message, /127\.0\.0\.1:1\/x/);
      return !thrown.message.includes('secret');
    });
    await assert.rejects(openPostgresStore('nonsense', {}), { code: 'RLAR_INVALID_CONFIG' });
  });

  test('another replica learns of a new library by a notification, and without one by asking', async (context) => {
    const url = await postgres.database();
    const open = async () => new PostgresRegistry(await openPostgres(url, { connections: 3 }));
    const [one, other] = [await open(), await open()];
    context.after(() => Promise.all([one.close(), other.close()]));
    assert.equal(await other.seq(), 0);
    await one.append(() => entry([card('a')], 'lib-1'));
    // Well before the poll comes.
    for (let tries = 0; tries < 200 && (await other.seq()) === 0; tries += 1) await setTimeout(10);
    assert.equal(await other.seq(), 1);
    await postgres.crash();
    await one.append(() => entry([card('b')], 'lib-2'));
    for (let tries = 0; tries < 200 && (await other.seq()) === 1; tries += 1) await setTimeout(10);
    assert.equal(await other.seq(), 2);
  });

  test('what was acknowledged before the server died is there when it is back, and the store goes on', async (context) => {
    const store = await open(context);
    let acknowledged = 0;
    let writes = true;
    const writing = (async () => {
      while (writes) {
        await store.appendRewards([fixtureGroup(1, { rollouts: 1 })]).then(
          () => (acknowledged += 1),
          () => setTimeout(20),
        );
      }
    })();
    while (acknowledged < 20) await setTimeout(5);
    await postgres.crash();
    const before = acknowledged;
    while (acknowledged < before + 5) await setTimeout(5);
    writes = false;
    await writing;
    const found = await store.countRewards();
    assert.ok(
      found === acknowledged || found === acknowledged + 1,
      `${found} of ${acknowledged}: one may have lost its answer`,
    );
    assert.deepEqual(
      (await Array.fromAsync(store.scanRewards())).map(({ record }) => record),
      Array.from({ length: found }, (_, index) => encodeRecord(index + 1)),
    );
  });
});
