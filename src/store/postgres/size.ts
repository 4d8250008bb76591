import type { StoreSize } from '../ledger.ts';
import type { Query } from './query.ts';

/** @returns the bytes of all tables of the store with their indexes */
export async function usedBytes(query: Query): Promise<number> {
  const [found] = await query(
    `SELECT coalesce(sum(pg_total_relation_size(oid)), 0) AS bytes FROM pg_class
    WHERE relkind = 'r' AND relnamespace = current_schema()::regnamespace`,
  );
  return Number(found?.bytes);
}

/** PostgreSQL itself takes up again the room of deleted rows, so that all bytes count as used. */
export async function storeSize(query: Query): Promise<StoreSize> {
  const bytes = await usedBytes(query);
  const runs = await query('SELECT run, rows, characters FROM runs WHERE rows > 0 ORDER BY number DESC');
  const sum = (column: 'rows' | 'characters') => runs.reduce((total, run) => total + Number(run[column]), 0);
  const [rows, characters] = [sum('rows'), sum('characters')];
  return {
    diskBytes: bytes,
    usedBytes: bytes,
    rows,
    bytesPerItem: rows === 0 ? null : bytes / rows,
    runs: runs.map(({ run, rows: own, characters: length }) => ({
      run: run === null ? null : String(run),
      rows: Number(own),
      bytes: Math.round((bytes * Number(length)) / Math.max(1, characters)),
    })),
  };
}
