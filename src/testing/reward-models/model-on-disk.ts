import { hash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeFolder } from '../../store/make-folder.ts';

/** Writes the files of a model into a folder. @returns them as rlar lists them */
export function modelOnDisk(
  folder: string,
  files: Readonly<Record<string, Buffer>>,
): { readonly name: string; readonly size: number; readonly sha256: string }[] {
  makeFolder(folder);
  return Object.entries(files).map(([name, bytes]) => {
    writeFileSync(join(folder, name), bytes);
    return { name, size: bytes.length, sha256: hash('sha256', bytes, 'hex') };
  });
}
