import { SLOTS } from '../spec/slots.ts';

/** For each slot: the sum of its values in a cell, and their number. */
const SLOT_SUMS = SLOTS.map((slot) => `${slot} REAL NOT NULL, ${slot}_rows INTEGER NOT NULL`).join(', ');

/**
 * Narrow facts of rewards, and what is counted from them, so that lists and reports read no texts. They are filled behind the
 * ledger: see fact-filler.ts. `fact_cells` counts by block of ITEM_BLOCK records, so that a list skips the blocks without a
 * match; `fact_bins` counts rewards by bins of their value. A missing step or cause is -1, a missing kind or set of flags is 0.
 */
const FACTS = `
CREATE TABLE fact_state(id INTEGER PRIMARY KEY CHECK (id = 1), through INTEGER NOT NULL);
INSERT INTO fact_state VALUES (1, 0);
CREATE TABLE fact_names(number INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE);
CREATE TABLE facts(
  record INTEGER PRIMARY KEY, at INTEGER NOT NULL, run INTEGER NOT NULL, step INTEGER NOT NULL, query INTEGER NOT NULL,
  kind INTEGER NOT NULL, status INTEGER NOT NULL, cause INTEGER NOT NULL, tools INTEGER NOT NULL, flags INTEGER NOT NULL,
  snapshot INTEGER NOT NULL, rescored INTEGER NOT NULL, reward REAL, length INTEGER, response INTEGER NOT NULL,
  ${SLOTS.map((slot) => `${slot} REAL`).join(', ')}, disagreement REAL);
CREATE INDEX facts_by_query ON facts(query, run, step);
CREATE TABLE fact_cells(
  block INTEGER NOT NULL, run INTEGER NOT NULL, step INTEGER NOT NULL, kind INTEGER NOT NULL, status INTEGER NOT NULL,
  cause INTEGER NOT NULL, tools INTEGER NOT NULL, flags INTEGER NOT NULL, snapshot INTEGER NOT NULL,
  rescored INTEGER NOT NULL, rows INTEGER NOT NULL, rewards REAL NOT NULL, low REAL, high REAL,
  characters INTEGER NOT NULL, measured INTEGER NOT NULL, longest INTEGER, latest INTEGER NOT NULL, ${SLOT_SUMS});
CREATE INDEX fact_cells_by_block ON fact_cells(block);
CREATE TABLE fact_bins(
  block INTEGER NOT NULL, run INTEGER NOT NULL, step INTEGER NOT NULL, kind INTEGER NOT NULL, tools INTEGER NOT NULL,
  rescored INTEGER NOT NULL, bin INTEGER, rows INTEGER NOT NULL);
CREATE INDEX fact_bins_by_block ON fact_bins(block);
CREATE TABLE fact_groups(
  run INTEGER NOT NULL, step INTEGER NOT NULL, query INTEGER NOT NULL, kind INTEGER NOT NULL, tools INTEGER NOT NULL,
  rows INTEGER NOT NULL, scored INTEGER NOT NULL, low REAL, high REAL, longest INTEGER, disagreement REAL,
  latest INTEGER NOT NULL, PRIMARY KEY (run, step, query)) WITHOUT ROWID;
`;

/** The columns of `fact_cells` that `fact_runs` has too, and what both add up. */
const RUN_PARTS = 'run, kind, status, cause, tools, flags, snapshot, rescored';
const SUMMED = [
  'rows',
  'rewards',
  'characters',
  'measured',
  ...SLOTS.flatMap((slot) => [slot, `${slot}_rows`]),
];

/**
 * What the first views read: `fact_runs` has the counts of whole runs, without steps, and `fact_signals` how many groups of a
 * step have two numbers, and how many of these the same number throughout. Both follow from the tables above.
 */
const ROLLUPS = `
CREATE TABLE fact_runs(
  ${RUN_PARTS.split(', ')
    .map((column) => `${column} INTEGER NOT NULL`)
    .join(', ')}, rows INTEGER NOT NULL, rewards REAL NOT NULL, low REAL, high REAL,
  characters INTEGER NOT NULL, measured INTEGER NOT NULL, longest INTEGER, latest INTEGER NOT NULL, ${SLOT_SUMS},
  PRIMARY KEY (${RUN_PARTS})) WITHOUT ROWID;
CREATE TABLE fact_signals(
  run INTEGER NOT NULL, step INTEGER NOT NULL, kind INTEGER NOT NULL, tools INTEGER NOT NULL, groups INTEGER NOT NULL,
  same INTEGER NOT NULL, PRIMARY KEY (run, step, kind, tools)) WITHOUT ROWID;
CREATE INDEX fact_cells_by_run ON fact_cells(run);
CREATE INDEX fact_groups_by_age ON fact_groups(latest);
`;

/** @returns SQL that adds cells to the counts of runs. @param cells a condition on cells; they are counted once each */
export function addToRuns(cells: string): string {
  const bound = (which: 'min' | 'max', column: string) =>
    `${column} = ${which}(coalesce(${column}, excluded.${column}), coalesce(excluded.${column}, ${column}))`;
  return `
    INSERT INTO fact_runs
    SELECT ${RUN_PARTS}, sum(rows), sum(rewards), min(low), max(high), sum(characters), sum(measured), max(longest), max(latest),
      ${SLOTS.map((slot) => `sum(${slot}), sum(${slot}_rows)`).join(', ')}
    FROM fact_cells WHERE ${cells} GROUP BY ${RUN_PARTS}
    ON CONFLICT DO UPDATE SET ${SUMMED.map((column) => `${column} = ${column} + excluded.${column}`).join(', ')},
      ${bound('min', 'low')}, ${bound('max', 'high')}, ${bound('max', 'longest')}, ${bound('max', 'latest')}`;
}

/** @returns SQL that adds groups to the signals, or takes them off. @param keys a query for `run`, `step` and `query` */
export function addToSignals(keys: string, sign: '+' | '-'): string {
  return `
    INSERT INTO fact_signals
    SELECT fact_groups.run, fact_groups.step, kind, tools, ${sign}count(*), ${sign}sum(low = high)
    FROM (${keys}) AS touched CROSS JOIN fact_groups USING (run, step, query) WHERE scored > 1
    GROUP BY fact_groups.run, fact_groups.step, kind, tools
    ON CONFLICT DO UPDATE SET groups = groups + excluded.groups, same = same + excluded.same`;
}

/** Makes the counts of runs and the signals from facts that stand already. */
export const ROLLUPS_OF_FACTS = `${ROLLUPS}${addToRuns('1')};${addToSignals('SELECT run, step, query FROM fact_groups', '+')};`;

/** The same tables for one connection alone, where the file cannot be written. */
export const TEMPORARY_FACTS = `${FACTS}${ROLLUPS}`
  .replaceAll('CREATE TABLE ', 'CREATE TEMP TABLE ')
  .replaceAll('CREATE INDEX ', 'CREATE INDEX temp.');

/** Takes away the facts of an earlier rlar, which had fewer columns. They are filled again. */
export const FACTS_AGAIN = `${['fact_state', 'fact_names', 'facts', 'fact_cells', 'fact_bins', 'fact_groups']
  .map((table) => `DROP TABLE IF EXISTS ${table};`)
  .join('\n')}${FACTS}`;

/** Rewards of one unit of value: a bin of `fact_bins` is 1 / BINS wide. */
export const BINS = 20;
/** Bins beyond which a reward stands in the last one, on both sides of 0. */
export const FARTHEST_BIN = 2_000;
