import { mkdirSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';

/**
 * Makes a folder with the folders above it. Node's own recursive form never ends where the system refuses folders, as
 * under `/proc`; this one makes each folder once.
 * @throws Error of the system, or where something on the way is no folder
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

/** @returns what stands there; undefined where nothing does, or something on the way is a file */
function look(path: string) {
  try {
    return statSync(path, { throwIfNoEntry: false });
  } catch (thrown) {
    if (thrown instanceof Error && 'code' in thrown && thrown.code === 'ENOTDIR') return undefined;
    throw thrown;
  }
}
