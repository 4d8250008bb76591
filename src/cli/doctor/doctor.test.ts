import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { parseConfig } from '../../config.ts';
import type { SandboxBound } from '../../sandbox/bounds.ts';
import type { DatabaseLook } from '../../store/postgres/look-at-database.ts';
import { fc } from '../../testing/fc.ts';
import type { Finding } from './finding.ts';
import { lookAtClock } from './look-at-clock.ts';
import { databaseFinding, lookAtDatabase } from './look-at-database.ts';
import { lookAtDisk } from './look-at-disk.ts';
import { lookAtHub } from './look-at-hub.ts';
import { lookAtOpenFiles } from './look-at-open-files.ts';
import { lookAtRoles } from './look-at-roles.ts';

const folder = mkdtempSync(join(tmpdir(), 'rlar-doctor-'));
after(() => rmSync(folder, { recursive: true, force: true }));

/** Whatever is found, somebody is told what to do where something is wrong, and nothing where it is not. */
function checked(finding: Finding): Finding {
  assert.equal(finding.remedy === undefined, finding.state === 'ok', JSON.stringify(finding));
  return finding;
}
const stateOf = (finding: Finding) => checked(finding).state;

test('a home: room, files that may still be made, and a folder that cannot be written to', () => {
  const disk = (free: number, ffree = 1e6) =>
    stateOf(
      lookAtDisk(join(folder, 'not', 'yet'), () => ({ bavail: free / 4096, bsize: 4096, files: 2e6, ffree })),
    );
  assert.deepEqual([disk(1e11), disk(1e9), disk(1e6), disk(1e11, 12)], ['ok', 'weaker', 'missing', 'weaker']);
  const unbounded = { bavail: 1e9, bsize: 4096, files: 0, ffree: 0 };
  assert.equal(stateOf(lookAtDisk(folder, () => unbounded)), 'ok');
  assert.equal(stateOf(lookAtDisk('/proc/rlar')), 'missing');
});

test('open files: a low limit, none, and a system that does not say', () => {
  const limits = (soft: string) =>
    `Limit                     Soft Limit           Hard Limit           Units     \nMax open files            ${soft}                 1048576              files     \n`;
  const states = ['1024', '20000', 'unlimited'].map((soft) => stateOf(lookAtOpenFiles(limits(soft))!));
  assert.deepEqual(states, ['weaker', 'ok', 'ok']);
  assert.equal(lookAtOpenFiles(null), null);
});

test('a clock is only wrong beside another, and the farthest one counts', () => {
  assert.equal(stateOf(lookAtClock([])), 'ok');
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: -20_000, max: 20_000 }), { minLength: 1, maxLength: 4 }),
      (all) => {
        const clocks = all.map((aheadMs, at) => ({ name: `c${at}`, aheadMs }));
        const worst = Math.max(...all.map(Math.abs));
        assert.equal(stateOf(lookAtClock(clocks)), worst > 5_000 ? 'weaker' : 'ok');
      },
    ),
  );
  assert.match(lookAtClock([{ name: 'the database', aheadMs: 60_000 }]).detail, /^60 s behind the database/);
  assert.match(lookAtClock([{ name: 'x', aheadMs: -60_000 }]).detail, /^60 s ahead of x/);
});

const DATABASE: DatabaseLook = {
  place: 'PostgreSQL at db:5432/rlar',
  server: '15.18',
  version: 3,
  known: 3,
  durable: true,
  mayCreate: true,
  maxConnections: 100,
  aheadMs: 0,
};

test('a database: not migrated, of a newer rlar, not durable, not there; the password is never shown', async () => {
  const state = (change: Partial<DatabaseLook>) => stateOf(databaseFinding({ ...DATABASE, ...change }));
  assert.deepEqual(
    [
      state({}),
      state({ version: 0 }),
      state({ version: 0, mayCreate: false }),
      state({ version: 4 }),
      state({ durable: false }),
      state({ mayCreate: false }),
    ],
    ['ok', 'weaker', 'missing', 'missing', 'weaker', 'ok'],
  );
  for (const url of ['postgres://me:secret@127.0.0.1:1/db', 'no address, secret']) {
    const { finding, clock } = await lookAtDatabase(url);
    assert.deepEqual([stateOf(finding), clock], ['missing', null]);
    assert.doesNotMatch(JSON.stringify(finding), /secret/);
  }
});

test('a hub that answers, one that refuses, one that is not there, and no address: none of them is needed', async () => {
  const server = createServer((request, reply) => {
    reply.statusCode = request.url?.startsWith('/api/models') ? 200 : 500;
    reply.end('[]');
  }).listen(0, '127.0.0.1');
  after(() => server.close());
  await new Promise((resolve) => server.once('listening', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const found = await lookAtHub({ HF_ENDPOINT: url });
  assert.equal(stateOf(found.finding), 'ok');
  assert.ok(Math.abs(found.clock!.aheadMs) < 60_000);
  for (const wrong of [`${url}/other`, 'http://127.0.0.1:1', 'nonsense'])
    assert.equal(stateOf((await lookAtHub({ HF_ENDPOINT: wrong })).finding), 'weaker', wrong);
});

test('roles follow from what was found', () => {
  const isolation: SandboxBound = { name: 'isolation', state: 'held', detail: '' };
  const config = parseConfig({ home: folder });
  const withModel = parseConfig({ home: folder, llm: { baseUrl: 'http://x.example/v1', model: 'm' } });
  const states = (found: Partial<Parameters<typeof lookAtRoles>[0]>) =>
    Object.values(
      lookAtRoles({ config: withModel, shared: true, bounds: [isolation], findings: [], ...found }),
    ).map(stateOf);
  assert.deepEqual(states({}), ['ok', 'ok', 'ok']);
  assert.deepEqual(states({ bounds: [{ ...isolation, state: 'missing' }] }), ['ok', 'weaker', 'ok']);
  assert.deepEqual(states({ config, shared: false }), ['ok', 'ok', 'weaker']);
});

test('without its database or its home nothing can be done at all', () => {
  const bounds: SandboxBound[] = [{ name: 'isolation', state: 'held', detail: '' }];
  for (const name of ['database', 'home']) {
    const findings: Finding[] = [{ name, state: 'missing', detail: '', remedy: 'do' }];
    const roles = lookAtRoles({ config: parseConfig({}), shared: true, bounds, findings });
    for (const role of Object.values(roles)) {
      assert.equal(role.state, 'missing');
      assert.match(role.detail, new RegExp(`the ${name}, see there`));
    }
  }
});
