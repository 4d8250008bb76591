import { RlarError } from '../spec/errors.ts';
import { databaseUrl } from './database-url.ts';
import { PostgresProgramQueue } from './postgres/program-queue.ts';
import type { ProgramQueue } from './program-queue.ts';

/** @returns the queue of programs of a deployment. @throws RLAR_INVALID_CONFIG without RLAR_DATABASE_URL */
export function openProgramQueue(home: string | null): ProgramQueue {
  const url = databaseUrl(home);
  if (url !== null) return new PostgresProgramQueue(url);
  throw new RlarError('RLAR_INVALID_CONFIG', 'processes share programs over a PostgreSQL', {
    remedy:
      'Set RLAR_DATABASE_URL (docs/cluster.md), or start rlar without --role: one process then does everything.',
  });
}
