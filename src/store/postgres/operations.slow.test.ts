/** What an operator does with the database: a look that changes nothing, a migration before the start, a dump and its restore. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { globSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { databaseFinding } from '../../cli/doctor/look-at-database.ts';
import { fixtureGroup } from '../../testing/fixture-group.ts';
import { noPostgres, privatePostgres } from '../../testing/private-postgres.ts';
import { rlarProcess } from '../../testing/rlar-process.ts';
import { lookAtDatabase } from './look-at-database.ts';
import { openPostgresStore } from './store.ts';

const missing = noPostgres();
const folder = mkdtempSync(join(tmpdir(), 'rlar-operations-'));
after(() => rmSync(folder, { recursive: true, force: true }));

/** The newest program of PostgreSQL with that name. */
function program(name: string): string {
  const found = globSync(`/usr/lib/postgresql/*/bin/${name}`).sort((one, other) =>
    other.localeCompare(one, 'en', { numeric: true }),
  );
  return found[0]!;
}

test('a look, a migration, a dump while rewards are recorded, and a restore in which nothing is lost', {
  skip: missing ?? false,
}, async () => {
  const postgres = await privatePostgres();
  try {
    const url = await postgres.database();
    const empty = await lookAtDatabase(url);
    assert.deepEqual([empty.version, empty.mayCreate, empty.durable], [0, true, true]);
    assert.equal(databaseFinding(empty).state, 'weaker');
    assert.equal((await lookAtDatabase(url)).version, 0, 'a look changes nothing');
    const home = { RLAR_HOME: join(folder, 'home') };
    const migrated = await rlarProcess(folder, { ...home, RLAR_DATABASE_URL: url }, ['ledger', 'migrate']);
    assert.equal(migrated.code, 0, migrated.err);
    const known = await lookAtDatabase(url);
    assert.equal(known.version, known.known);
    assert.equal(databaseFinding(known).state, 'ok');

    const store = await openPostgresStore(url, {});
    const acknowledged: (string | null)[] = [];
    let goesOn = true;
    const writing = (async () => {
      for (let number = 0; goesOn; number += 1)
        acknowledged.push(...(await store.appendRewards([fixtureGroup(number, { run: 'a' })])).flat());
    })();
    while (acknowledged.length < 40) await new Promise((resolve) => setTimeout(resolve, 5));
    const before = [...acknowledged];
    const dump = join(folder, 'rlar.dump');
    const schema = new URL(url).searchParams.get('options')!.replace(/.*=/, '');
    const bare = url.replace(/\?.*/, '');
    execFileSync(program('pg_dump'), ['--format=custom', `--schema=${schema}`, `--file=${dump}`, bare]);
    goesOn = false;
    await writing;
    await store.close();

    // Into a database of its own, as the page says: the schema's name comes with the dump.
    const target = new URL(bare);
    execFileSync(program('createdb'), ['--maintenance-db', bare, 'restored']);
    target.pathname = '/restored';
    execFileSync(program('pg_restore'), ['--no-owner', '--exit-on-error', `--dbname=${target.href}`, dump]);
    target.search = new URL(url).search;
    const restored = await openPostgresStore(target.href, {});
    try {
      for (const record of before) assert.equal((await restored.getReward(record!))?.record, record);
      const { rows } = await restored.size();
      assert.ok(rows >= before.length && rows % 8 === 0, `${rows} rewards: groups are whole`);
      const [next] = await restored.appendRewards([fixtureGroup(1, { run: 'b', rollouts: 1 })]);
      assert.equal(next?.[0], `r${(rows + 1).toString(36)}`, 'records go on where the dump ended');
    } finally {
      await restored.close();
    }
  } finally {
    await postgres.stop();
  }
});
