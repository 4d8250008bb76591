/**
 * Deleting needs room, because the log grows before the file shrinks. So a file of zeros beside the store reserves some
 * room. On a full disk `prune` removes this file, and it makes the file again later.
 */
import { rmSync, statfsSync, statSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { RlarError } from '../spec/errors.ts';

/** Size of the reserve. The log is emptied every 4 MiB, and the file may grow by the same amount. */
const RESERVE_BYTES = 8 * 1024 * 1024;
/** Free bytes below which no reserve is made. */
const FREE_BYTES = 4 * RESERVE_BYTES;

/** Makes the reserve of a store if it is missing and the disk has ample room. */
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

/** Removes the reserve. @returns whether there was one */
export function releaseReserve(file: string): boolean {
  if (!statSync(reserve(file), { throwIfNoEntry: false })) return false;
  rmSync(reserve(file), { force: true });
  return true;
}

/**
 * @returns the error for a disk without room even for deleting. It has its own remedy, because the general advice is to
 * delete
 */
export function noRoomToDelete({ message }: RlarError): RlarError {
  return new RlarError('RLAR_DISK_FULL', message, {
    remedy: `Deleting from the ledger needs some room as well, and no reserve is left: free ${RESERVE_BYTES / 1024 / 1024} MiB on this disk by removing other files, then prune again.`,
  });
}

function reserve(file: string): string {
  return `${file}-reserve`;
}
