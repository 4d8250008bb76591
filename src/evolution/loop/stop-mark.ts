import type { HomeFiles } from '../../store/home-files.ts';
import { EVOLUTION_FOLDER } from './state.ts';

const MARK = `${EVOLUTION_FOLDER}/stopped`;

/** Stops the loop of a home, in whichever process it runs, until `allowAgain`. */
export function stopLoop(files: HomeFiles): Promise<void> {
  return files.write(MARK, '');
}

export function allowAgain(files: HomeFiles): Promise<void> {
  return files.remove(MARK);
}

export async function isStopped(files: HomeFiles): Promise<boolean> {
  return (await files.stamp(MARK)) !== null;
}
