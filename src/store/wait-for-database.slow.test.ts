/** A process that starts while its database is away waits for what time can mend, and for nothing else. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { after, afterEach, before, test } from 'node:test';
import { Pool } from 'pg';
import type { RlarError } from '../spec/errors.ts';
import { overPostgres } from '../testing/over-postgres.ts';
import { openPostgres } from './postgres/database.ts';
import { waitForDatabase } from './wait-for-database.ts';

/** What must not be waited for would take so long. */
const AN_HOUR = 3_600;

overPostgres('waiting for PostgreSQL', (postgres) => {
  let root: Pool;
  let url = '';
  before(async () => {
    url = await postgres.database();
    root = new Pool({ connectionString: url });
    root.on('error', () => {});
  });
  afterEach(() => {
    delete process.env.RLAR_DATABASE_URL;
  });
  after(async () => {
    await root.end();
  });

  const wait = (given: string, seconds: number, tell: (line: string) => void = assert.fail) => {
    process.env.RLAR_DATABASE_URL = given;
    return waitForDatabase('home', { seconds, tell });
  };

  test('a server that starts later is waited for, with a line that names it and no password', async () => {
    const secret = url.replace('rlar@', 'rlar:secret@');
    const lines: string[] = [];
    await postgres.down();
    const started: Promise<void>[] = [];
    await wait(secret, AN_HOUR, (line) => {
      lines.push(line);
      if (lines.length === 1) started.push(postgres.up());
    });
    await Promise.all(started);
    assert.match(lines[0]!, /^waiting for PostgreSQL at 127\.0\.0\.1:\d+\/postgres: .*; 0 of 3600 s$/);
    assert.match(lines.at(-1)!, /^PostgreSQL at 127\.0\.0\.1:\d+\/postgres answers after \d+ s$/);
    for (const line of lines) assert.ok(!line.includes('secret'), line);
    const { rows } = await root.query("SELECT to_regclass('rewards') IS NOT NULL AS made");
    assert.deepEqual(rows, [{ made: true }]);
    await wait(secret, AN_HOUR);
  });

  test('a server that does not come is given up after its time, with what to do', async () => {
    await postgres.down();
    try {
      const lines: string[] = [];
      await assert.rejects(
        wait(url, 1, (line) => lines.push(line)),
        (thrown: RlarError) => {
          assert.equal(thrown.code, 'RLAR_DATABASE_UNREACHABLE');
          assert.match(thrown.message, /ECONNREFUSED.*; waited \d s$/);
          assert.match(thrown.remedy, /RLAR_DATABASE_WAIT_SECONDS/);
          return true;
        },
      );
      assert.equal(lines.length, 1);
      await assert.rejects(wait(url, 0), { code: 'RLAR_DATABASE_UNREACHABLE', message: /ECONNREFUSED/ });
    } finally {
      await postgres.up();
    }
  });

  test('a server that accepts connections and says nothing is given up as well', async () => {
    const mute = createServer().listen(0, '127.0.0.1');
    await once(mute, 'listening');
    const { port } = mute.address() as AddressInfo;
    try {
      await assert.rejects(
        wait(`postgres://rlar@127.0.0.1:${port}/x`, 1, () => {}),
        { code: 'RLAR_DATABASE_UNREACHABLE' },
      );
    } finally {
      mute.close();
    }
  });

  test('without a database in the environment, or without a home, nothing is waited for', async () => {
    await waitForDatabase('home', { seconds: AN_HOUR, tell: assert.fail });
    process.env.RLAR_DATABASE_URL = 'postgres://rlar@127.0.0.1:1/x';
    await waitForDatabase(null, { seconds: AN_HOUR, tell: assert.fail });
  });

  test('what time does not mend is said at once', async () => {
    await root.query("CREATE ROLE guest LOGIN; CREATE ROLE locked LOGIN PASSWORD 'right'");
    const { rows } = await root.query<{ file: string }>("SELECT current_setting('hba_file') AS file");
    await root.query(
      `COPY (VALUES ('host all locked all scram-sha-256'), ('host all all all trust')) TO '${rows[0]!.file}'`,
    );
    await root.query('SELECT pg_reload_conf()');
    const as = (user: string, to: string) => to.replace('rlar@', `${user}@`);
    const empty = await postgres.database();
    const newer = await postgres.database();
    await (await openPostgres(newer)).close();
    const other = new Pool({ connectionString: newer });
    await other.query('UPDATE rlar_version SET version = 99');
    await other.end();
    const refused = { code: 'RLAR_DATABASE_REFUSED' };
    await assert.rejects(wait(as('locked:wrong', url), AN_HOUR), refused);
    await assert.rejects(wait(as('locked', url), AN_HOUR), { ...refused, message: /asks for a password/ });
    await assert.rejects(wait(as('absent', url), AN_HOUR), refused);
    await assert.rejects(wait(url.replace('/postgres?', '/nowhere?'), AN_HOUR), refused);
    await assert.rejects(wait(as('guest', empty), AN_HOUR), refused);
    await assert.rejects(wait(newer, AN_HOUR), { code: 'RLAR_STORE_NEWER' });
    await assert.rejects(wait('nonsense', AN_HOUR), { code: 'RLAR_INVALID_CONFIG' });
  });
});
