/** A served deployment whose database refuses to store: what its user is told, what is recorded, and that it goes on afterwards. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import type { FastifyInstance } from 'fastify';
import { Pool } from 'pg';
import { createRewardService } from '../service.ts';
import { ERRORS, type ErrorCode } from '../spec/errors.ts';
import { openJobs } from '../store/open-registry.ts';
import { overPostgres } from '../testing/over-postgres.ts';
import { smallDisk } from '../testing/small-disk.ts';
import { folder, post, problem } from '../testing/with-app.ts';
import { buildApp } from './app.ts';

overPostgres('a database that refuses', (postgres) => {
  let homes = 0;
  let rows = 0;
  /** A service over a database, and a way to it that nothing is refused. */
  const served = async (
    url: string,
    use: (app: FastifyInstance, root: Pool) => Promise<void>,
    { user = 'rlar', options = '', config = {} } = {},
  ): Promise<void> => {
    const root = new Pool({ connectionString: url });
    // A server that is killed ends connections that nobody uses.
    root.on('error', () => {});
    process.env.RLAR_DATABASE_URL = url.replace('rlar@', `${user}@`) + encodeURIComponent(options);
    try {
      const home = join(folder, `home-${(homes += 1)}`);
      const service = await createRewardService({ home, threads: 1, ...config });
      await service.warm();
      const app = await buildApp(service);
      try {
        await use(app, root);
      } finally {
        await app.close();
      }
    } finally {
      delete process.env.RLAR_DATABASE_URL;
      await root.end();
    }
  };
  /** Asks for two rewards. Each request is another one: the same bytes would be answered from memory. */
  const ask = (app: FastifyInstance, run: string, response = '12') =>
    post(app, { ...problem, run, id: `row-${(rows += 1)}`, responses: [response, '13'] });
  const readiness = async (app: FastifyInstance): Promise<string> =>
    (await app.inject({ url: '/readyz' })).json().status;
  const recorded = async (root: Pool): Promise<number> => {
    const { rows } = await root.query<{ count: string }>('SELECT count(*) FROM rewards');
    return Number(rows[0]!.count);
  };

  /** Rewards are recorded and given; then they are refused with a row of the error table; then they are given again. */
  const refusesMeanwhile = async (
    app: FastifyInstance,
    root: Pool,
    { code, run = 'a', response = '12', begin, end }: Trouble,
  ): Promise<void> => {
    assert.equal((await ask(app, 'a')).status, 200);
    await begin();
    const before = await recorded(root);
    try {
      for (const _ of [1, 2]) {
        const { status, body } = await ask(app, run, response);
        assert.equal(status, ERRORS[code].status, JSON.stringify(body));
        assert.equal(body.error?.code, code);
        for (const { reward } of body.items ?? []) assert.equal(reward, null);
      }
      assert.equal(await readiness(app), code === 'RLAR_DISK_FULL' ? 'disk full' : 'ledger fails');
      assert.equal(await recorded(root), before);
    } finally {
      await end();
    }
    // A balancer sends nothing to who is not ready: no request has to come for it.
    assert.equal(await readiness(app), 'ready');
    const { status, body } = await ask(app, run, response);
    assert.equal(status, 200, JSON.stringify(body));
    const given = body.items.map(({ reward, record }) => [reward, record]);
    const next = [1, 2].map((more) => `r${(before + more).toString(36)}`);
    assert.deepEqual(
      given,
      [
        [1, next[0]],
        [0, next[1]],
      ],
      'no number of a record is lost',
    );
    assert.equal(await recorded(root), before + 2);
  };

  test('42501: a user who may read and not write', async () => {
    const url = await postgres.database();
    const schema = schemaOf(url);
    await served(
      await ownedBy(url, 'writer'),
      (app, root) =>
        refusesMeanwhile(app, root, {
          code: 'RLAR_DATABASE_REFUSED',
          begin: () => root.query(`REVOKE INSERT, UPDATE ON ALL TABLES IN SCHEMA ${schema} FROM writer`),
          end: () => root.query(`GRANT INSERT, UPDATE ON ALL TABLES IN SCHEMA ${schema} TO writer`),
        }),
      { user: 'writer' },
    );
  });

  test('42501: a user who may not make tables, which each run needs', async () => {
    const url = await postgres.database();
    const schema = schemaOf(url);
    await served(
      await ownedBy(url, 'maker'),
      (app, root) =>
        refusesMeanwhile(app, root, {
          code: 'RLAR_DATABASE_REFUSED',
          run: 'another',
          begin: async () => {
            await root.query(`REVOKE CREATE ON SCHEMA ${schema} FROM maker`);
            assert.equal((await ask(app, 'a')).status, 200, 'a run that has its tables goes on');
          },
          end: () => root.query(`GRANT CREATE ON SCHEMA ${schema} TO maker`),
        }),
      { user: 'maker' },
    );
  });

  test('42501: a user who may make tables and no schema, which jobs of agents need, is told so', async () => {
    process.env.RLAR_DATABASE_URL = (
      await ownedBy(await postgres.database(), 'narrow', { mayMakeSchemas: false })
    ).replace('rlar@', 'narrow@');
    const jobs = await openJobs(folder);
    try {
      await assert.rejects(jobs.offer({ id: 'a', kind: 'acquisition', key: 'a', spec: {} }), {
        code: 'RLAR_DATABASE_REFUSED',
        message: /permission denied for database/,
        remedy: /GRANT CREATE ON DATABASE/,
      });
    } finally {
      delete process.env.RLAR_DATABASE_URL;
      await jobs.close();
    }
  });

  test('25006: a standby, until it is promoted', async () => {
    await served(await postgres.database(), async (app, root) => {
      const { rows } = await root.query<{ folder: string }>(
        "SELECT current_setting('data_directory') AS folder",
      );
      await refusesMeanwhile(app, root, {
        code: 'RLAR_DATABASE_REFUSED',
        begin: async () => {
          await postgres.down();
          const signal = join(rows[0]!.folder, 'standby.signal');
          writeFileSync(signal, '');
          chmodSync(signal, 0o666);
          await postgres.up();
        },
        end: () => root.query('SELECT pg_promote()'),
      });
    });
  });

  const disk = smallDisk(24);
  describe('53100: a full disk', { skip: disk ? false : 'no small disk can be mounted here' }, () => {
    after(async () => {
      await postgres.down();
      disk?.close();
    });
    const onSmallDisk = async (config: object, use: (app: FastifyInstance, root: Pool) => Promise<void>) => {
      const url = await postgres.database();
      const name = schemaOf(url);
      const space = join(disk!.folder, name);
      mkdirSync(space);
      execFileSync('chown', ['postgres', space]);
      const root = new Pool({ connectionString: url });
      await root.query(`CREATE TABLESPACE ${name} LOCATION '${space}'`);
      await root.end();
      await served(url, use, { options: ` -c default_tablespace=${name}`, config });
    };
    /** Longer than what is left of the pages that there are; of figures that hardly compress. */
    const long = `12 ${Array.from({ length: 20_000 }, (_, index) => Math.imul(index, 2_654_435_761) >>> 0).join(' ')} #### 12`;

    test('no reward is acknowledged until there is room', () =>
      onSmallDisk({}, (app, root) =>
        refusesMeanwhile(app, root, {
          code: 'RLAR_DISK_FULL',
          response: long,
          begin: async () => disk!.fill(),
          end: async () => disk!.empty(),
        }),
      ));

    test('with onFull: continue, rewards are given without a record until there is room', () =>
      onSmallDisk({ onFull: 'continue' }, async (app, root) => {
        await ask(app, 'a');
        disk!.fill();
        const { status, body } = await ask(app, 'a', long);
        assert.deepEqual(
          [status, body.items.map(({ reward, record }) => [reward, record ?? null])],
          [
            200,
            [
              [1, null],
              [0, null],
            ],
          ],
        );
        assert.equal(await recorded(root), 2);
        disk!.empty();
        assert.equal((await ask(app, 'a', long)).body.items[0]?.record, 'r3');
      }));
  });

  /** @returns the URL, of a schema in which a new user may make tables */
  async function ownedBy(url: string, user: string, { mayMakeSchemas = true } = {}): Promise<string> {
    const root = new Pool({ connectionString: url });
    await root.query(`CREATE ROLE ${user} LOGIN; GRANT USAGE, CREATE ON SCHEMA ${schemaOf(url)} TO ${user}`);
    if (mayMakeSchemas) await root.query(`GRANT CREATE ON DATABASE postgres TO ${user}`);
    await root.end();
    return url;
  }
});

interface Trouble {
  readonly code: ErrorCode;
  /** The run and the first response of a request that is refused. */
  readonly run?: string;
  readonly response?: string;
  readonly begin: () => Promise<unknown>;
  readonly end: () => Promise<unknown>;
}

function schemaOf(url: string): string {
  return new URL(url).searchParams.get('options')!.replace(/.*=/, '');
}
