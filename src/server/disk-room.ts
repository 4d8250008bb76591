import { statfsSync } from 'node:fs';
import type { RewardService } from '../service.ts';
import { databaseUrl } from '../store/database-url.ts';

/** Free bytes below which the next commits of the ledger may fail. */
const ROOM_BYTES = 1024 * 1024;

/** @returns whether rewards can be recorded: false on a full disk, where the service would answer 507 to every request */
export function canRecord(service: RewardService): boolean {
  const { home, onFull } = service.config;
  if (!service.store || home === null || onFull === 'continue') return true;
  // A database knows itself when its disk is full.
  if (databaseUrl(home) !== null) return true;
  try {
    const space = statfsSync(home);
    return space.bavail * space.bsize >= ROOM_BYTES;
  } catch {
    return false;
  }
}
