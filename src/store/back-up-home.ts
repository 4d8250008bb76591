import {
  cpSync,
  existsSync,
  globSync,
  lstatSync,
  readdirSync,
  renameSync,
  rmSync,
  type Stats,
  statSync,
} from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';
import { backup, DatabaseSync } from 'node:sqlite';
import { RlarError } from '../spec/errors.ts';
import { BUSY_TIMEOUT_MS } from './database.ts';
import { storeFailure } from './failure.ts';
import { makeFolder } from './make-folder.ts';

/** All pages in one step: a copy page by page would begin again at each commit of others. */
const ALL_PAGES = 2 ** 31 - 1;
/** What is made again by itself: logs and locks of SQLite, the reserve, the search index, answers of the hub. */
const MADE_AGAIN = /(?:^|\/)(?:[^/]*\.db-(?:wal|shm|journal|reserve)|search\.db|hub-cache)(?:\/|$)/;

export interface BackedUp {
  /** Databases that were copied, by their names in the home. */
  readonly databases: readonly string[];
  /** Other files that were copied. */
  readonly files: number;
  readonly bytes: number;
}

/**
 * Copies a home that processes may be writing to. Each database at its top is copied as it stands at one moment and then checked; after
 * them come the other files, which the databases speak of. The target appears whole or not at all.
 * @param target a folder that does not exist yet, or is empty
 * @throws RLAR_NOT_FOUND where there is no home, RLAR_OUTPUT_FAILED where the target is in use, RLAR_STORE_FAILED, RLAR_DISK_FULL
 */
export async function backUpHome(home: string, target: string): Promise<BackedUp> {
  if (!existsSync(home)) throw new RlarError('RLAR_NOT_FOUND', `there is no home at ${home}`);
  refuseUsed(home, target);
  const part = join(dirname(target), `.${basename(target)}-part-${process.pid}`);
  try {
    makeFolder(part);
    const databases = globSync('*.db', { cwd: home }).filter((file) => !MADE_AGAIN.test(file));
    for (const file of databases) {
      await copyDatabase(join(home, file), join(part, file));
    }
    cpSync(home, part, {
      recursive: true,
      verbatimSymlinks: true,
      filter: (source) => {
        const file = relative(home, source);
        return !MADE_AGAIN.test(file) && !databases.includes(file) && isKept(lstatSync(source));
      },
    });
    const copied = globSync('**/*', { cwd: part, withFileTypes: true }).filter((entry) => entry.isFile());
    const bytes = copied.reduce((sum, entry) => sum + statSync(join(entry.parentPath, entry.name)).size, 0);
    if (existsSync(target)) rmSync(target, { recursive: true });
    renameSync(part, target);
    return { databases, files: copied.length - databases.length, bytes };
  } catch (thrown) {
    rmSync(part, { recursive: true, force: true });
    throw storeFailure(thrown, target);
  }
}

/** Sockets and pipes belong to the process that made them. */
function isKept(stats: Stats): boolean {
  return stats.isFile() || stats.isDirectory() || stats.isSymbolicLink();
}

function refuseUsed(home: string, target: string): void {
  const way = relative(home, target);
  if (way === '' || !/^\.\.(?:\/|$)/.test(way))
    throw new RlarError('RLAR_OUTPUT_FAILED', `${target} is inside the home ${home}`, {
      remedy: 'Name a folder outside the home, best on another disk.',
    });
  if (existsSync(target) && (!statSync(target).isDirectory() || readdirSync(target).length > 0))
    throw new RlarError('RLAR_OUTPUT_FAILED', `${target} is not empty`, {
      remedy: 'Name a folder that does not exist yet: a backup is never mixed with what is there.',
    });
}

async function copyDatabase(source: string, target: string): Promise<void> {
  const database = new DatabaseSync(source, { readOnly: true, timeout: BUSY_TIMEOUT_MS });
  try {
    await backup(database, target, { rate: ALL_PAGES });
  } finally {
    database.close();
  }
  const copy = new DatabaseSync(target);
  try {
    const [found] = copy.prepare('PRAGMA quick_check(1)').all();
    const [says] = Object.values(found ?? {});
    if (says !== 'ok') throw new RlarError('RLAR_STORE_FAILED', `the copy of ${source} is damaged: ${says}`);
  } finally {
    copy.close();
  }
}
