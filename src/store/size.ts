import { statSync } from 'node:fs';
import type { DatabaseSync } from 'node:sqlite';
import type { StoreSize } from './ledger.ts';

/** @returns bytes of the file plus bytes of its log; 0 for a store in memory */
export function diskBytes(file: string | null): number {
  return fileBytes(file, '') + fileBytes(file, '-wal');
}

/** @returns the bytes of all used pages, and the number of free pages */
export function pageUse(database: DatabaseSync): { usedBytes: number; freePages: number } {
  const pragma = (name: string): number => Number(database.prepare(`PRAGMA ${name}`).get()?.[name]);
  const freePages = pragma('freelist_count');
  return { usedBytes: (pragma('page_count') - freePages) * pragma('page_size'), freePages };
}

export function storeSize(database: DatabaseSync, file: string | null): StoreSize {
  const { usedBytes } = pageUse(database);
  const runs = database
    .prepare('SELECT run, rows, characters FROM runs WHERE rows > 0 ORDER BY number DESC')
    .all();
  const rows = runs.reduce((sum, run) => sum + Number(run.rows), 0);
  const characters = runs.reduce((sum, run) => sum + Number(run.characters), 0);
  return {
    diskBytes: diskBytes(file),
    usedBytes,
    rows,
    bytesPerItem: rows === 0 ? null : usedBytes / rows,
    runs: runs.map((run) => ({
      run: run.run === null ? null : String(run.run),
      rows: Number(run.rows),
      bytes: Math.round((usedBytes * Number(run.characters)) / Math.max(1, characters)),
    })),
  };
}

function fileBytes(file: string | null, suffix: string): number {
  return file === null ? 0 : (statSync(file + suffix, { throwIfNoEntry: false })?.size ?? 0);
}
