import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeFolder } from '../../store/make-folder.ts';
import { evolutionFolder } from './state.ts';

function markOf(home: string): string {
  return join(evolutionFolder(home), 'stopped');
}

/** Stops the loop of a home, in whichever process it runs, until `allowAgain`. */
export function stopLoop(home: string): void {
  makeFolder(evolutionFolder(home));
  writeFileSync(markOf(home), '');
}

export function allowAgain(home: string): void {
  rmSync(markOf(home), { force: true });
}

export function isStopped(home: string): boolean {
  return existsSync(markOf(home));
}
