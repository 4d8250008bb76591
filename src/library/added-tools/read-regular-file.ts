import { closeSync, constants, fstatSync, openSync, readFileSync } from 'node:fs';

/** Most bytes of a tool's file. */
const MOST_BYTES = 64 * 1024 * 1024;

/**
 * Reads a text file from an untrusted folder. It refuses pipes and devices, because these could block the reader for ever.
 * @throws Error where the path is not a plain file, or the file is too long
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
