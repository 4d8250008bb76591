import { statfsSync } from 'node:fs';
import { dirname } from 'node:path';
import { RlarError } from '../spec/errors.ts';

const FULL = 13;
const INPUT_OUTPUT = 10;
/** Free bytes below which an input-output error counts as a full disk: extending the shared index needs 32 KiB. */
const ROOM = 128 * 1024;

/** @returns an error of SQLite as RLAR_DISK_FULL or RLAR_STORE_FAILED, with its cause in words */
export function storeFailure(thrown: unknown, file: string | null): RlarError {
  if (thrown instanceof RlarError) return thrown;
  const where = file ?? 'the store in memory';
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  const code = sqliteCode(thrown);
  if (code === FULL || (code === INPUT_OUTPUT && file && noRoom(file)))
    return new RlarError('RLAR_DISK_FULL', `${where}: ${message}`, { cause: thrown });
  return new RlarError('RLAR_STORE_FAILED', `${where}: ${message}`, { cause: thrown });
}

/** @returns SQLite's primary result code; 0 for an error that is not from SQLite */
export function sqliteCode(thrown: unknown): number {
  if (!(thrown instanceof Error) || !('errcode' in thrown)) return 0;
  return Number(thrown.errcode) & 0xff;
}

function noRoom(file: string): boolean {
  try {
    const space = statfsSync(dirname(file));
    return space.bavail * space.bsize < ROOM;
  } catch {
    return false;
  }
}

/** @throws RLAR_STORE_FAILED where what was just written cannot be read */
export function stored<Found>(found: Found | null, what: string): Found {
  if (found === null) throw new RlarError('RLAR_STORE_FAILED', `${what} was stored and cannot be read`);
  return found;
}
