import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { databaseUrl } from './database-url.ts';
import { takeOverEarlier } from './earlier-library.ts';
import type { Feedback } from './feedback.ts';
import { FolderFiles } from './folder-files.ts';
import { HomeDatabase } from './home-database.ts';
import type { HomeFiles } from './home-files.ts';
import type { Jobs } from './jobs.ts';
import type { PostgresDatabase } from './postgres/database.ts';
import type { Registry } from './registry.ts';
import { SqliteFeedback } from './sqlite-feedback.ts';
import { SqliteJobs } from './sqlite-jobs.ts';
import { SqliteRegistry } from './sqlite-registry.ts';
import { thenClose } from './then-close.ts';

/** Connections to a shared database for what is seldom asked: one of them listens. */
const CONNECTIONS = 3;

/**
 * Opens the registry of a home, and imports the data of an earlier rlar. For a new home, no file is made before the first
 * write.
 * @param home null keeps everything in memory, in this process alone
 * @throws RLAR_STORE_NEWER, RLAR_STORE_FAILED
 */
export async function openRegistry(home: string | null): Promise<Registry> {
  const shared = await openShared(home);
  if (!shared) return new SqliteRegistry(await openHome(home));
  const { PostgresRegistry } = await import('./postgres/registry.ts');
  return new PostgresRegistry(shared);
}

/** Opens the jobs of a home, or of this process alone where it is null. @throws the errors of `openRegistry` */
export async function openJobs(home: string | null): Promise<Jobs> {
  const shared = await openShared(home);
  if (!shared) return new SqliteJobs(await openHome(home));
  const { PostgresJobs } = await import('./postgres/jobs.ts');
  return new PostgresJobs(shared, databaseUrl(home)!);
}

/** Opens the feedback of a home, or of this process alone where it is null. @throws the errors of `openRegistry` */
export async function openFeedback(home: string | null): Promise<Feedback> {
  const shared = await openShared(home);
  if (!shared) return new SqliteFeedback(await openHome(home));
  const { PostgresFeedback } = await import('./postgres/feedback.ts');
  return new PostgresFeedback(shared);
}

/** Opens the shared files of a home. @throws RLAR_DATABASE_UNREACHABLE and the other errors of a database */
export async function openHomeFiles(home: string): Promise<HomeFiles> {
  const shared = await openShared(home, 1);
  if (!shared) return new FolderFiles(home);
  const { PostgresFiles } = await import('./postgres/home-files.ts');
  return new PostgresFiles(shared);
}

/** Opens the shared files of a home, calls `use`, and closes them. */
export function withHomeFiles<Answer>(
  home: string,
  use: (files: HomeFiles) => Promise<Answer>,
): Promise<Answer> {
  return thenClose(openHomeFiles(home), use);
}

/** Opens the jobs of a home, calls `use`, and closes them. */
export function withJobs<Answer>(home: string, use: (jobs: Jobs) => Promise<Answer>): Promise<Answer> {
  return thenClose(openJobs(home), use);
}

/** @returns the database of all replicas, where RLAR_DATABASE_URL names one */
async function openShared(home: string | null, connections = CONNECTIONS): Promise<PostgresDatabase | null> {
  const url = databaseUrl(home);
  if (url === null) return null;
  const { openPostgres } = await import('./postgres/database.ts');
  return openPostgres(url, { connections });
}

async function openHome(home: string | null): Promise<HomeDatabase> {
  const database = new HomeDatabase(home === null ? null : join(home, 'rlar.db'));
  if (home === null) return database;
  try {
    if (['rlar.db', 'library.db'].some((name) => existsSync(join(home, name))))
      await takeOverEarlier(database);
    return database;
  } catch (thrown) {
    database.close();
    throw thrown;
  }
}
