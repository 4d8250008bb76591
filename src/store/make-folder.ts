import { mkdirSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';

/**
 * Makes a folder with the folders above it. Node's recursive `mkdir` never ends where the system refuses folders, as under
 * `/proc`. This function tries each folder once.
 * @throws Error of the system, or where a part of the path is not a folder
 */
export function makeFolder(path: string, mode?: number): void {
  const missing: string[] = [];
  let at = resolve(path);
  for (let stats = look(at); !stats; stats = look(at)) {
    missing.push(at);
    if (dirname(at) === at) break;
    at = dirname(at);
  }
  if (look(at)?.isDirectory() === false) throw new Error(`${at} is no folder`);
  for (const folder of missing.reverse()) {
    try {
      mkdirSync(folder, mode);
    } catch (thrown) {
      if (!look(folder)?.isDirectory()) throw thrown;
    }
  }
}

/** @returns the file status of a path; undefined where nothing exists there, or where a part of the path is a file */
function look(path: string) {
  try {
    return statSync(path, { throwIfNoEntry: false });
  } catch (thrown) {
    if (thrown instanceof Error && 'code' in thrown && thrown.code === 'ENOTDIR') return undefined;
    throw thrown;
  }
}
