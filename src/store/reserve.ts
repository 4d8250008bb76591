/**
 * Deleting needs room as well: the log grows before the file shrinks. So that a full disk can be pruned, some room is
 * held by a file of zeros beside the store, which prune removes when it must and makes again when it can.
 */
import { rmSync, statfsSync, statSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { RlarError } from '../spec/errors.ts';

/** The log is emptied every 4 MiB, and the file may grow by as much. */
const RESERVE_BYTES = 8 * 1024 * 1024;
/** Less free than this and no room is taken. */
const FREE_BYTES = 4 * RESERVE_BYTES;

/** Makes the reserve of a store's file where it is missing and there is ample room. */
export function keepReserve(file: string): void {
  if (statSync(reserve(file), { throwIfNoEntry: false })) return;
  try {
    const space = statfsSync(dirname(file));
    if (space.bavail * space.bsize < FREE_BYTES) return;
    writeFileSync(reserve(file), Buffer.alloc(RESERVE_BYTES));
  } catch {
    rmSync(reserve(file), { force: true });
  }
}

/** @returns whether there was a reserve to give up */
export function releaseReserve(file: string): boolean {
  if (!statSync(reserve(file), { throwIfNoEntry: false })) return false;
  rmSync(reserve(file), { force: true });
  return true;
}

/** @returns that even deleting finds no room, with what to do: advice to delete would lead in a circle */
export function noRoomToDelete({ message }: RlarError): RlarError {
  return new RlarError('RLAR_DISK_FULL', message, {
    remedy: `Deleting from the ledger needs some room as well, and no reserve is left: free ${RESERVE_BYTES / 1024 / 1024} MiB on this disk by removing other files, then prune again.`,
  });
}

function reserve(file: string): string {
  return `${file}-reserve`;
}
