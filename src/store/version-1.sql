-- The schema of the store's first version, as it was released.
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
PRAGMA user_version = 1;

-- Two queries in one run that is pinned; the second has what a sample held, as its body had it.
INSERT INTO words VALUES (1, 'math.final-answer'), (2, 'policy-7b'), (3, 'stop');
INSERT INTO runs VALUES (1, 'old', 's1', 100, 6, 600);
INSERT INTO queries VALUES
  (1, '00000000000000000000000000000001', '{"messages":[{"role":"user","content":"one"}],"references":["1"],"constraints":[],"hints":{},"metadata":{}}'),
  (2, '00000000000000000000000000000002', '{"messages":[{"role":"user","content":"two"}],"references":["2"],"constraints":[],"hints":{"source":"gsm8k"},"metadata":{"index":4,"deep":{"list":[1]}}}'),
  (3, '00000000000000000000000000000003', NULL);
INSERT INTO assignments VALUES
  (1, 1, 1, 1, '{"kind":"math.final-answer","confidence":1,"tools":[{"id":"final-number","version":"1","weight":1}],"truncated":"score","rung":"rule","reason":"r","snapshot":"s1"}'),
  (2, 2, 1, 1, '{"kind":"math.final-answer","confidence":1,"tools":[{"id":"final-number","version":"1","weight":1}],"truncated":"score","rung":"rule","reason":"r","snapshot":"s1"}'),
  (3, 3, 0, 1, '{"kind":null,"confidence":0,"tools":[],"truncated":"score","rung":"none","reason":"r","snapshot":"s1"}');
INSERT INTO rewards
WITH row(record, at, run, assignment, step, rescored_from, item, "group") AS (VALUES
  (1, 10, 1, 1, 0, NULL, 'a/0', 'a'), (2, 10, 1, 1, 0, NULL, 'a/1', 'a'),
  (3, 10, 1, 2, 0, NULL, 'b/0', 'b'),
  (4, 20, 1, 1, 1, NULL, 'a/0', 'a'), (5, 20, 1, 1, 1, NULL, 'a/1', 'a'),
  (6, 30, 1, 1, 0, 1, 'a/0', 'a'), (7, 30, 1, 1, 0, 2, 'a/1', 'a'),
  (9, 40, 0, 3, NULL, NULL, 'c', NULL), (10, 40, 0, 3, NULL, NULL, 'd', NULL))
SELECT record, at, run, assignment, 0, 1, step, NULL, 2, 1, 1, NULL, NULL, NULL, NULL, NULL, 3, rescored_from,
  item, "group", NULL, '[]', iif(assignment = 3, x'00', 'text ' || item), NULL
FROM row;
UPDATE counters SET records = 10;
INSERT INTO snapshots VALUES (1, 's1', 5, '[]', '');
