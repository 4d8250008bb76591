import { closeSync, constants, fstatSync, openSync, readFileSync } from 'node:fs';

/** Bytes of the longest file of a tool that is read. */
const MOST_BYTES = 64 * 1024 * 1024;

/**
 * Reads a text from a folder that others may have put things into: a pipe or a device would hold the reader for ever.
 * @throws Error for what is no plain file, or is too long
 */
export function readRegularFile(path: string): string {
  const descriptor = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
  try {
    const kind = fstatSync(descriptor);
    if (!kind.isFile()) throw new Error(`${path} is no plain file`);
    if (kind.size > MOST_BYTES) throw new Error(`${path} is too long`);
    return readFileSync(descriptor, 'utf8');
  } finally {
    closeSync(descriptor);
  }
}
