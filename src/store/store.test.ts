import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { type TestContext, test } from 'node:test';
import { fixtureGroup } from '../testing/fixture-group.ts';
import { observatoryContract } from '../testing/observatory-contract.ts';
import { runsContract } from '../testing/runs-contract.ts';
import { ledgerContract } from '../testing/store-contract.ts';
import { viewsContract } from '../testing/views-contract.ts';
import { openStore } from './open-store.ts';
import { decodeRecord, encodeRecord } from './record-id.ts';
import { phaseAt } from './runs.ts';
import type { Store, StoreOptions } from './store.ts';

function temporaryHome(context: TestContext): string {
  const home = mkdtempSync(join(tmpdir(), 'rlar-store-'));
  context.after(() => rmSync(home, { recursive: true, force: true }));
  return home;
}

async function temporaryStore(context: TestContext, options: Partial<StoreOptions> = {}): Promise<Store> {
  const store = await openStore({ home: temporaryHome(context), ...options });
  context.after(() => store.close());
  return store;
}

test('records are r and the number in base 36, and nothing else is one', () => {
  for (const number of [1, 35, 36, 1e9, Number.MAX_SAFE_INTEGER])
    assert.equal(decodeRecord(encodeRecord(number)), number);
  for (const wrong of [
    '',
    'r',
    'r0',
    'r01',
    'R1',
    '1',
    'r1 ',
    'r-1',
    `r${'z'.repeat(11)}`,
    'rzzzzzzzzzzzzzzzz',
  ])
    assert.equal(decodeRecord(wrong), null, wrong);
});

for (const kept of ['file', 'memory'] as const) {
  const open = (context: TestContext) => temporaryStore(context, kept === 'memory' ? { home: null } : {});
  ledgerContract(kept, open);
  runsContract(kept, open);
  viewsContract(kept, open);
  observatoryContract(kept, open);
}

test('records grow from r1, without a gap within a call', async (context) => {
  const store = await temporaryStore(context);
  const [records] = await store.appendRewards([fixtureGroup(7, { rollouts: 3 })]);
  assert.deepEqual(records, ['r1', 'r2', 'r3']);
});

test('a step belongs to the last phase that began before it', () => {
  const phases = [
    { fromStep: 0, snapshot: 'a' },
    { fromStep: 10, snapshot: 'b' },
  ];
  const at = (step?: number) => phaseAt({ phases }, step)?.snapshot;
  assert.deepEqual([at(0), at(9), at(10), at(99), at()], ['a', 'a', 'b', 'b', 'b']);
  assert.equal(phaseAt({ phases: [] }, 3), null);
  assert.equal(phaseAt({ phases: [{ fromStep: 5, snapshot: 'a' }] }, 3)?.snapshot, 'a');
});

test('with texts as hashes no response and no query is in the file', async (context) => {
  const home = temporaryHome(context);
  const store = await openStore({ home, texts: 'hash' });
  const group = fixtureGroup(1, { rollouts: 1 });
  await store.appendRewards([
    { ...group, entries: [{ ...group.entries[0]!, rollout: { text: 'a secret' } }] },
  ]);
  const read = await store.getReward('r1');
  await store.close();
  assert.equal(read?.query, null);
  assert.equal(read?.rollout, null);
  assert.match(read?.textHash ?? '', /^[0-9a-f]{64}$/);
  const file = new DatabaseSync(join(home, 'rlar.db'), { readOnly: true });
  assert.deepEqual({ ...file.prepare('SELECT body FROM queries').get() }, { body: null });
  file.close();
  const full = await openStore({ home });
  await full.appendRewards([group]);
  assert.deepEqual(
    (await full.getReward('r1'))?.query,
    group.query,
    'the body is filled in once it may be stored',
  );
  await full.close();
});

test('reading only: everything can be read, nothing written, and a store must be there', async (context) => {
  const home = temporaryHome(context);
  await assert.rejects(openStore({ home, readOnly: true }), { code: 'RLAR_STORE_FAILED' });
  const store = await openStore({ home });
  const reader = await openStore({ home, readOnly: true });
  await store.appendRewards([fixtureGroup(1)]);
  assert.equal(await reader.countRewards(), 8);
  await assert.rejects(reader.appendRewards([fixtureGroup(1)]), { code: 'RLAR_STORE_FAILED' });
  await assert.rejects(reader.prune({ maxBytes: 0 }), { code: 'RLAR_STORE_FAILED' });
  await reader.close();
  await store.close();
});

test('a path that cannot be opened, and a file of a newer rlar, say so', async (context) => {
  const home = temporaryHome(context);
  await assert.rejects(openStore({ home: '/dev/null/store' }), {
    code: 'RLAR_STORE_FAILED',
    message: /\/dev\/null/,
  });
  const file = new DatabaseSync(join(home, 'rlar.db'));
  file.exec('PRAGMA user_version = 99');
  file.close();
  await assert.rejects(openStore({ home }), { code: 'RLAR_STORE_NEWER' });
  await assert.rejects(openStore({ home, readOnly: true }), { code: 'RLAR_STORE_NEWER' });
});

test('a file that is no store is left alone', async (context) => {
  const home = temporaryHome(context);
  const text = 'this is somebody’s diary and no database. '.repeat(400);
  writeFileSync(join(home, 'rlar.db'), text);
  await assert.rejects(openStore({ home }), { code: 'RLAR_STORE_FAILED', message: /not a database/ });
  assert.equal(readFileSync(join(home, 'rlar.db'), 'utf8'), text);
});

test('two stores on one file give each record once and find each other’s queries', async (context) => {
  const home = temporaryHome(context);
  const stores = await Promise.all([openStore({ home }), openStore({ home })]);
  const appends = Array.from({ length: 100 }, (_, index) =>
    stores[index % 2]!.appendRewards([fixtureGroup(index % 5, { run: 'a' })]),
  );
  const records = (await Promise.all(appends)).flat(2).map((record) => decodeRecord(record ?? ''));
  assert.deepEqual(
    records.sort((a, b) => (a ?? 0) - (b ?? 0)),
    Array.from({ length: 800 }, (_, index) => index + 1),
  );
  assert.equal(await stores[0]!.countRewards(), 800);
  await Promise.all(stores.map((store) => store.close()));
  const file = new DatabaseSync(join(home, 'rlar.db'));
  const counted = file
    .prepare('SELECT (SELECT count(*) FROM queries) q, (SELECT count(*) FROM assignments) a')
    .get();
  file.close();
  assert.deepEqual({ ...counted }, { q: 5, a: 5 });
});
