import { accessSync, constants, existsSync, statfsSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { bytes } from '../terminal.ts';
import type { Finding } from './finding.ts';

/** Below this the next hours of a run may fill the disk. */
const LITTLE_BYTES = 2 * 1024 ** 3;
/** Below this the ledger may refuse the next reward. */
const LEAST_BYTES = 64 * 1024 ** 2;
const LITTLE_FILES = 10_000;

/** What `statfs` says of a file system. */
export interface FileSystem {
  readonly bavail: number;
  readonly bsize: number;
  /** Files that exist or can be made; 0 where the file system has no bound. */
  readonly files: number;
  readonly ffree: number;
}

/** @returns whether the home, or the folder in which it would be made, can be written to and has room */
export function lookAtDisk(home: string, statfs: (path: string) => FileSystem = statfsSync): Finding {
  const name = 'home';
  const folder = existing(resolve(home));
  if (!isWritable(folder))
    return {
      name,
      state: 'missing',
      detail: `${folder} cannot be written to by this user`,
      remedy: 'Give this user the folder (chown), or set RLAR_HOME to a folder of its own.',
    };
  const { bavail, bsize, files, ffree } = statfs(folder);
  const free = bavail * bsize;
  const detail = `${home}: ${bytes(free)} free`;
  const freeing = 'Free room on this disk, let `rlar ledger prune` delete old rewards, or move RLAR_HOME.';
  if (free < LEAST_BYTES) return { name, state: 'missing', detail, remedy: freeing };
  if (files > 0 && ffree < LITTLE_FILES)
    return { name, state: 'weaker', detail: `${detail}, but room for ${ffree} files only`, remedy: freeing };
  if (free < LITTLE_BYTES) return { name, state: 'weaker', detail, remedy: freeing };
  return { name, state: 'ok', detail };
}

/** @returns the nearest folder above a path, or the path itself, that exists */
function existing(path: string): string {
  let at = path;
  while (!existsSync(at) && dirname(at) !== at) at = dirname(at);
  return at;
}

function isWritable(folder: string): boolean {
  try {
    accessSync(folder, constants.W_OK | constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
