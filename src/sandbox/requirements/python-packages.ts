import { createHash } from 'node:crypto';
import { closeSync, lstatSync, openSync, readdirSync, readFileSync, readlinkSync, readSync } from 'node:fs';
import { join } from 'node:path';

/** Where packages lie in the folder of a tool, as a virtual environment has them. */
export const PACKAGE_FOLDER = join('lib', 'python3', 'site-packages');
const CHUNK = 1 << 20;

function hashFile(path: string): string {
  const hash = createHash('sha256');
  const descriptor = openSync(path, 'r');
  const chunk = Buffer.alloc(CHUNK);
  for (let read = readSync(descriptor, chunk); read > 0; read = readSync(descriptor, chunk))
    hash.update(chunk.subarray(0, read));
  closeSync(descriptor);
  return hash.digest('hex');
}

/** @returns one line an entry of a folder, in order, from what `describe` says of a file */
function listing(folder: string, describe: (path: string) => string, under = ''): string[] {
  return readdirSync(join(folder, under))
    .sort()
    .flatMap((name) => {
      const inside = join(under, name);
      const path = join(folder, inside);
      const kind = lstatSync(path);
      if (kind.isDirectory()) return name === '__pycache__' ? [] : listing(folder, describe, inside);
      if (kind.isSymbolicLink()) return [`${inside} -> ${readlinkSync(path)}`];
      return [`${inside} ${kind.isFile() ? describe(path) : 'no file'}`];
    });
}

const digest = (lines: readonly string[]): string =>
  createHash('sha256').update(lines.join('\n')).digest('hex').slice(0, 32);

/** Size, time and number of every file: what changes when a file is changed, without reading it. */
function glance(folder: string): string {
  const seen = (path: string): string => {
    const { size, mtimeMs, ino } = lstatSync(path);
    return `${size} ${mtimeMs} ${ino}`;
  };
  return digest(listing(folder, seen));
}

const known = new Map<string, { readonly glance: string; readonly hash: string }>();

/**
 * @returns a hash over the content of all files of a folder of packages; part of the version of the tool that they belong
 * to. Read again only where a file's size or time is another.
 */
export function hashPackages(folder: string): string {
  const now = glance(folder);
  const before = known.get(folder);
  if (before?.glance === now) return before.hash;
  const hash = digest(listing(folder, hashFile));
  known.set(folder, { glance: now, hash });
  return hash;
}

/** @returns every package with its version, as `NAME==VERSION`, read from its metadata and never run */
export function listPackages(folder: string): string[] {
  const named = readdirSync(folder).flatMap((entry) => {
    if (!entry.endsWith('.dist-info')) return [];
    const text = readFileSync(join(folder, entry, 'METADATA'), 'utf8').slice(0, 100_000);
    const field = (name: string): string =>
      new RegExp(`^${name}:[ \\t]*([\\w.+!-]+)`, 'm').exec(text)?.[1] ?? '';
    return [`${field('Name')}==${field('Version')}`];
  });
  return named.sort();
}
