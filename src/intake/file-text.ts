import { readFileSync } from 'node:fs';
import { RlarError } from '../spec/errors.ts';

/**
 * @param remedy what the file should be, for somebody whose file it is not
 * @returns the text of a file that is read whole: a rubric, an adapter, pairs
 * @throws RLAR_FILE_UNREADABLE
 */
export function fileText(file: string, remedy: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (cause) {
    const missing = (cause as NodeJS.ErrnoException).code === 'ENOENT';
    const message = missing ? `no such file: ${file}` : `${file}: ${(cause as Error).message}`;
    throw new RlarError('RLAR_FILE_UNREADABLE', message, { cause, remedy });
  }
}

/** The value of a JSON file. @throws RLAR_FILE_UNREADABLE */
export function fileJson(file: string, remedy: string): unknown {
  const text = fileText(file, remedy);
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new RlarError('RLAR_FILE_UNREADABLE', `${file} is no JSON: ${(cause as Error).message}`, {
      cause,
      remedy,
    });
  }
}
