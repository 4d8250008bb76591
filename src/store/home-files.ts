/**
 * Texts of a home that all of its processes read and write: what acquisitions have tried, what the loop of evolution knows, a
 * deployment's own evidence. A home keeps them in its folder; replicas keep them in their database, so that an agent's work goes
 * on at another machine.
 */
import { RlarError } from '../spec/errors.ts';

/** The folders of a home that replicas share. The rest of a home can be made again, or belongs to one machine. */
export const SHARED_FOLDERS = ['acquisitions', 'evidence', 'evolution'] as const;

/** A text that grows by whole lines. */
export interface FileLog {
  /** The lines that were there when it was opened. */
  readonly lines: readonly string[];
  /** The line is durable when this resolves. Lines stand in the order of the calls. */
  append(line: string): Promise<void>;
  close(): void;
}

/**
 * Paths have `/` between their parts and begin with one of `SHARED_FOLDERS`. All methods reject with RLAR_STORE_FAILED where the
 * home cannot be read or written, and with RLAR_NOT_FOUND for a path that is none.
 */
export interface HomeFiles {
  /** @returns the names directly in a folder, sorted; none where there is no such folder */
  list(folder: string): Promise<string[]>;
  /** @returns null where there is no such file; of a log, its whole lines */
  read(path: string): Promise<string | null>;
  /** @returns what `read` gives for each of some files, which are no logs */
  readAll(paths: readonly string[]): Promise<(string | null)[]>;
  /** @returns something that is another after each write; null where there is no such file */
  stamp(path: string): Promise<string | null>;
  /** Readers see the old text or all of the new one. */
  write(path: string, text: string): Promise<void>;
  /**
   * Writes where the file is still the one that had `stamp`, so that of two writers none undoes what the other did. It is no log.
   * @param stamp null where there was no such file
   * @param signal aborted when the text must not be written any more: then this rejects, if it still waits for the database
   * @returns the new stamp; null where somebody has written since
   */
  replace(path: string, text: string, stamp: string | null, signal?: AbortSignal): Promise<string | null>;
  remove(path: string): Promise<void>;
  /** Opens a log to add to it. One owner at a time may do so. Its name ends in `.jsonl`. */
  openLog(path: string): Promise<FileLog>;
  close(): Promise<void>;
}

const PATH = new RegExp(`^(?:${SHARED_FOLDERS.join('|')})(?:/[a-zA-Z0-9][\\w.-]{0,200}){0,4}$`);

/** @returns whether a path is one of a home's shared files; parts of files that a crash left are none */
export function isSharedPath(path: string): boolean {
  return PATH.test(path) && !path.endsWith('.part');
}

/** @returns the path. @throws RLAR_NOT_FOUND where it is none of a home's shared files */
export function sharedPath(path: string): string {
  if (isSharedPath(path)) return path;
  throw new RlarError('RLAR_NOT_FOUND', `no file ${path}`);
}

export function isLog(path: string): boolean {
  return path.endsWith('.jsonl');
}

/** @returns the lines that are whole: a crash can leave half of one at the end */
export function wholeLines(text: string): string[] {
  return text
    .slice(0, text.lastIndexOf('\n') + 1)
    .split('\n')
    .slice(0, -1);
}
