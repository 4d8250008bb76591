import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { databaseUrl } from './database-url.ts';

/** @returns whether a deployment has a store already: the database of RLAR_DATABASE_URL, or the file of its home */
export function hasStore(home: string | null): home is string {
  return home !== null && (databaseUrl(home) !== null || existsSync(join(home, 'rlar.db')));
}
