/** The contract of Registry, and homes of an earlier rlar. */
import assert from 'node:assert/strict';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { after, test } from 'node:test';
import { canonicalJson } from '../spec/canonical-json.ts';
import { card, entry, only, registryContract } from '../testing/registry-contract.ts';
import { openRegistry } from './open-registry.ts';

const folder = mkdtempSync(join(tmpdir(), 'rlar-registry-'));
after(() => rmSync(folder, { recursive: true, force: true }));
let homes = 0;
function newHome(): string {
  homes += 1;
  return join(folder, String(homes));
}
registryContract('SQLite', async () => {
  const home = newHome();
  return () => openRegistry(home);
});

/** As rlar wrote it until its registry came into `rlar.db`. */
const EARLIER_REGISTRY = `
CREATE TABLE cards(hash TEXT PRIMARY KEY, body TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE snapshots(id TEXT PRIMARY KEY, created INTEGER NOT NULL, cards TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE log(
  seq INTEGER PRIMARY KEY AUTOINCREMENT, at INTEGER NOT NULL, action TEXT NOT NULL, by TEXT NOT NULL,
  reason TEXT NOT NULL, snapshot TEXT NOT NULL, changes TEXT NOT NULL, published TEXT NOT NULL);
PRAGMA user_version = 1;`;
/** The ledger's tables of that time which hold cards. */
const EARLIER_LEDGER = `
CREATE TABLE counters(id INTEGER PRIMARY KEY CHECK (id = 1), records INTEGER NOT NULL, prunes INTEGER NOT NULL);
INSERT INTO counters VALUES (1, 0, 0);
CREATE TABLE words(number INTEGER PRIMARY KEY, word TEXT NOT NULL UNIQUE);
CREATE TABLE runs(
  number INTEGER PRIMARY KEY AUTOINCREMENT, run TEXT UNIQUE, snapshot TEXT, created INTEGER NOT NULL,
  rows INTEGER NOT NULL DEFAULT 0, characters INTEGER NOT NULL DEFAULT 0);
INSERT INTO runs(number, run, created) VALUES (0, NULL, 0);
CREATE TABLE queries(number INTEGER PRIMARY KEY AUTOINCREMENT, key TEXT NOT NULL UNIQUE, body TEXT);
CREATE TABLE assignments(
  number INTEGER PRIMARY KEY AUTOINCREMENT, query INTEGER NOT NULL, run INTEGER NOT NULL,
  sticky INTEGER NOT NULL, body TEXT NOT NULL);
CREATE INDEX assignments_by_query ON assignments(query, run);
CREATE TABLE rewards(
  record INTEGER PRIMARY KEY, at INTEGER NOT NULL, run INTEGER NOT NULL, assignment INTEGER NOT NULL,
  status INTEGER NOT NULL, kind INTEGER, step INTEGER, epoch REAL, policy INTEGER, reward REAL,
  correctness REAL, quality REAL, format REAL, efficiency REAL, safety REAL,
  flags INTEGER, finish_reason INTEGER, rescored_from INTEGER,
  item TEXT NOT NULL, "group" TEXT, outcome TEXT, results TEXT NOT NULL, text, steps TEXT);
CREATE TABLE snapshots(
  number INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, created INTEGER NOT NULL,
  cards TEXT NOT NULL, note TEXT NOT NULL);
PRAGMA user_version = 1;`;

function earlierHome({ version = 1 } = {}): string {
  const home = newHome();
  mkdirSync(home);
  const registry = new DatabaseSync(join(home, 'library.db'));
  registry.exec(EARLIER_REGISTRY);
  for (const id of ['a', 'b'])
    registry.prepare('INSERT INTO cards VALUES (?, ?)').run(`hash-${id}`, canonicalJson(card(id)));
  const log = registry.prepare(
    'INSERT INTO log(at, action, by, reason, snapshot, changes, published) VALUES (?,?,?,?,?,?,?)',
  );
  log.run(5, 'publish', 'user', 'first', 'lib-1', '[{"id":"a","from":null,"to":"1"}]', '["hash-a"]');
  log.run(
    6,
    'publish',
    'acq-1',
    'second',
    'lib-2',
    '[{"id":"b","from":null,"to":"1"}]',
    '["hash-a","hash-b"]',
  );
  registry.prepare('INSERT INTO snapshots VALUES (?, ?, ?)').run('lib-1', 5, '["hash-a"]');
  registry.prepare('INSERT INTO snapshots VALUES (?, ?, ?)').run('lib-2', 6, '["hash-a","hash-b"]');
  registry.exec(`PRAGMA user_version = ${version}`);
  registry.close();
  const ledger = new DatabaseSync(join(home, 'rlar.db'));
  ledger.exec(EARLIER_LEDGER);
  ledger
    .prepare('INSERT INTO snapshots(id, created, cards, note) VALUES (?, ?, ?, ?)')
    .run('lib-3', 7, JSON.stringify([card('c')]), '');
  ledger.close();
  return home;
}

test('a home of before: log, cards and snapshots of both files are taken over, once, by many at the same time', async () => {
  const home = earlierHome();
  const registries = await Promise.all([openRegistry(home), openRegistry(home), openRegistry(home)]);
  for (const registry of registries) {
    const { seq, published } = await registry.head();
    assert.deepEqual([seq, published], [2, [card('a'), card('b')]]);
    assert.deepEqual(await registry.publishedAt(1), only([card('a')]));
    assert.deepEqual(
      (await registry.entries()).map(({ seq: number, by, reason, snapshot }) => [
        number,
        by,
        reason,
        snapshot,
      ]),
      [
        [2, 'acq-1', 'second', 'lib-2'],
        [1, 'user', 'first', 'lib-1'],
      ],
    );
    assert.deepEqual(await registry.snapshot('lib-1'), only([card('a')]));
    assert.deepEqual(await registry.snapshot('lib-3'), only([card('c')]));
  }
  assert.ok(!existsSync(join(home, 'library.db')) && existsSync(join(home, 'library.db.earlier')));
  assert.equal((await registries[0]!.append(({ published }) => entry([...published], 'lib-4')))?.seq, 3);
  await Promise.all(registries.map((registry) => registry.close()));
  const again = await openRegistry(home);
  assert.equal(await again.seq(), 3);
  await again.close();
});

test('a registry of a newer rlar, or a damaged one, is refused and stays as it is', async () => {
  const newer = earlierHome({ version: 2 });
  await assert.rejects(openRegistry(newer), { code: 'RLAR_STORE_NEWER' });
  assert.ok(existsSync(join(newer, 'library.db')));
  const damaged = earlierHome();
  writeFileSync(join(damaged, 'library.db'), 'no database '.repeat(1_000));
  await assert.rejects(openRegistry(damaged), { code: 'RLAR_STORE_FAILED' });
  assert.ok(existsSync(join(damaged, 'library.db')));
});
