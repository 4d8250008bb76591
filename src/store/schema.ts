import type { DatabaseSync } from 'node:sqlite';
import { FACTS_AGAIN, ROLLUPS_OF_FACTS } from './fact-schema.ts';

/**
 * Migrations, by the version they lead to; a file knows its version by PRAGMA user_version. The last never changes
 * once it is released: append another.
 *
 * A reward's row holds its own values alone. What repeats stands once, elsewhere: the query's body by its key, the
 * assignment (with kind, snapshot and reason) by run and query, short words (policy, kind, flags, …) by number. A
 * reward leads to its query through its assignment. A group is a stretch of records: its first one is its key, and the
 * `meta` that all its rollouts share stands there. The indexes that a reward touches are its growing key, and the id of
 * its item within a block of 8,192 records, so that no insert reaches into the far past.
 * `counters.prunes` grows with every prune, so that each process forgets the numbers it has learnt;
 * AUTOINCREMENT keeps a number from ever meaning something else.
 */
const MIGRATIONS = [
  `
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
`,
  // Rewards of version 1 that follow each other with the same query, request and id were one group. Its query's body
  // held the first sample's extra_info, which now stands in the group's meta.
  `
CREATE TABLE known_words(number INTEGER PRIMARY KEY AUTOINCREMENT, word TEXT NOT NULL UNIQUE);
INSERT INTO known_words SELECT number, word FROM words;
DROP TABLE words;
ALTER TABLE known_words RENAME TO words;
ALTER TABLE runs ADD COLUMN settings TEXT;
CREATE TABLE phases(
  run INTEGER NOT NULL, from_step INTEGER NOT NULL, snapshot TEXT NOT NULL, at INTEGER NOT NULL,
  PRIMARY KEY (run, from_step)) WITHOUT ROWID;
INSERT INTO phases SELECT number, 0, snapshot, created FROM runs WHERE snapshot IS NOT NULL;
ALTER TABLE runs DROP COLUMN snapshot;
ALTER TABLE assignments ADD COLUMN from_step INTEGER NOT NULL DEFAULT 0;
ALTER TABLE rewards ADD COLUMN meta TEXT;
CREATE TABLE groups(
  first INTEGER PRIMARY KEY, rows INTEGER NOT NULL, run INTEGER NOT NULL, assignment INTEGER NOT NULL, meta TEXT);
INSERT INTO groups
SELECT first, rows, parts.run, assignment, CASE
  WHEN json_extract(queries.body, '$.metadata') <> '{}' OR json_extract(queries.body, '$.hints.source') IS NOT NULL
  THEN json_patch(
    json_object('extra', json_extract(queries.body, '$.metadata')),
    json_object('source', json_extract(queries.body, '$.hints.source')))
  END
FROM (
  SELECT min(record) AS first, count(*) AS rows, min(run) AS run, min(assignment) AS assignment FROM (
    SELECT record, run, assignment, sum(starts) OVER (ORDER BY record) AS part FROM (
      SELECT record, run, assignment, (
        record IS NOT lag(record) OVER before + 1 OR assignment IS NOT lag(assignment) OVER before
        OR at IS NOT lag(at) OVER before OR "group" IS NOT lag("group") OVER before
        OR step IS NOT lag(step) OVER before OR epoch IS NOT lag(epoch) OVER before
        OR policy IS NOT lag(policy) OVER before
        OR (rescored_from IS NULL) IS NOT lag(rescored_from IS NULL) OVER before) AS starts
      FROM rewards WINDOW before AS (ORDER BY record)))
  GROUP BY part) AS parts
JOIN assignments ON assignments.number = parts.assignment JOIN queries ON queries.number = assignments.query;
CREATE INDEX rewards_by_item ON rewards(record >> 13, substr(item, 1, 64));
UPDATE counters SET prunes = prunes + 1;
`,
  // The registry of the library, which had a file of its own, and the jobs.
  `
CREATE TABLE library_cards(hash TEXT PRIMARY KEY, body TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE library_snapshots(id TEXT PRIMARY KEY, created INTEGER NOT NULL, cards TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE library_log(
  seq INTEGER PRIMARY KEY AUTOINCREMENT, at INTEGER NOT NULL, action TEXT NOT NULL, by TEXT NOT NULL,
  reason TEXT NOT NULL, snapshot TEXT NOT NULL, changes TEXT NOT NULL, published TEXT NOT NULL);
CREATE TABLE deployment(id INTEGER PRIMARY KEY CHECK (id = 1), at INTEGER NOT NULL, cards TEXT NOT NULL);
CREATE TABLE jobs(
  id TEXT PRIMARY KEY, kind TEXT NOT NULL, key TEXT NOT NULL, spec TEXT NOT NULL, state TEXT NOT NULL,
  owner TEXT, until INTEGER, created INTEGER NOT NULL) WITHOUT ROWID;
CREATE INDEX jobs_by_key ON jobs(kind, key);
`,
  // What the judges of a run spend, groups in work included, and which groups its budget let in.
  `
ALTER TABLE runs ADD COLUMN judge_calls INTEGER NOT NULL DEFAULT 0;
ALTER TABLE runs ADD COLUMN judge_tokens INTEGER NOT NULL DEFAULT 0;
ALTER TABLE runs ADD COLUMN judge_usd REAL NOT NULL DEFAULT 0;
ALTER TABLE runs ADD COLUMN judge_responses INTEGER NOT NULL DEFAULT 0;
CREATE TABLE judged_groups(
  run INTEGER NOT NULL, step INTEGER NOT NULL, query TEXT NOT NULL, fits INTEGER NOT NULL,
  PRIMARY KEY (run, step, query)) WITHOUT ROWID;
`,
  // How far a run that follows the library has come.
  `
ALTER TABLE runs ADD COLUMN last_step INTEGER;
ALTER TABLE runs ADD COLUMN last_epoch INTEGER;
`,
  // What people and trusted checks said of responses. It is only ever added to.
  `
CREATE TABLE feedback(
  number INTEGER PRIMARY KEY AUTOINCREMENT, at INTEGER NOT NULL, sort TEXT NOT NULL, query TEXT NOT NULL,
  response TEXT NOT NULL, correct INTEGER, by TEXT NOT NULL, body TEXT NOT NULL);
CREATE INDEX feedback_by_response ON feedback(query, response);
`,
  // Facts with fewer columns stood here: the next makes them anew.
  '',
  FACTS_AGAIN,
  ROLLUPS_OF_FACTS,
];

/** Records of one block of the index of items, as the schema has it. */
export const ITEM_BLOCK = 8_192;
/** Characters of an item's id that the index holds. */
export const ITEM_PREFIX = 64;

/** The version of the files that this rlar writes. */
export const SCHEMA_VERSION = MIGRATIONS.length;

/** @returns the version of an open file; 0 for an empty one */
export function schemaVersion(database: DatabaseSync): number {
  return Number(database.prepare('PRAGMA user_version').get()?.user_version ?? 0);
}

/** Brings a file that is open for writing to SCHEMA_VERSION; two processes may do so at once. */
export function migrate(database: DatabaseSync): void {
  if (schemaVersion(database) >= SCHEMA_VERSION) return;
  database.exec('BEGIN IMMEDIATE');
  try {
    for (const migration of MIGRATIONS.slice(schemaVersion(database))) database.exec(migration);
    database.exec(`PRAGMA user_version = ${SCHEMA_VERSION}`);
    database.exec('COMMIT');
  } catch (error) {
    if (database.isTransaction) database.exec('ROLLBACK');
    throw error;
  }
}
