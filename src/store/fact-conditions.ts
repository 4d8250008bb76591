import type { DatabaseSync } from 'node:sqlite';
import { CAUSES } from '../spec/verdict.ts';
import { STATUSES } from './encoded-batch.ts';
import type { FactCondition } from './fact-source.ts';
import type { RewardFilter } from './views.ts';

/** @returns a function that turns a filter into a condition of SQL, made of the store's own numbers alone */
export function factConditions(database: DatabaseSync): (filter: RewardFilter) => FactCondition {
  const runs = database.prepare('SELECT number FROM runs WHERE run = ?');
  const kinds = database.prepare(
    "SELECT number FROM words WHERE word = :name OR substr(word, 1, length(:name) + 1) = :name || '.'",
  );
  const flags = database.prepare(`
    SELECT number FROM words WHERE substr(word, 1, 2) = '["' AND json_valid(word)
    AND EXISTS (SELECT 1 FROM json_each(word) WHERE value = ?)`);
  const tools = database.prepare(`
    SELECT number FROM fact_names WHERE substr(name, 1, 2) = '["' AND EXISTS (
      SELECT 1 FROM json_each(name) WHERE value = :name OR substr(value, 1, length(:name) + 1) = :name || '@')`);
  const snapshots = database.prepare('SELECT number FROM fact_names WHERE name = ?');
  const numbers = (rows: readonly Record<string, unknown>[]): string =>
    rows.map(({ number }) => Number(number)).join();
  return ({ run, step, kind, tool, status, cause, flag, snapshot, origin = 'scored' }) => {
    const sets = [
      run !== undefined && ['run', numbers(runs.all(run))],
      kind !== undefined && ['kind', numbers(kinds.all({ name: kind }))],
      tool !== undefined && ['tools', numbers(tools.all({ name: tool }))],
      flag !== undefined && ['flags', numbers(flags.all(flag))],
      snapshot !== undefined && ['snapshot', numbers(snapshots.all(snapshot))],
      step !== undefined && ['step', String(Math.trunc(step))],
      status !== undefined && ['status', String(STATUSES.indexOf(status))],
      cause !== undefined && ['cause', String(CAUSES.indexOf(cause))],
      origin !== 'any' && ['rescored', origin === 'rescored' ? '1' : '0'],
    ].filter((set) => set !== false);
    if (sets.some(([, found]) => found === '')) return null;
    return ['1', ...sets.map(([column, found]) => `${column} IN (${found})`)].join(' AND ');
  };
}
