import { hash } from 'node:crypto';
import { globSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { getOwn, table } from '../../spec/table.ts';

export interface BundleFile {
  readonly type: string;
  readonly bytes: Buffer;
  /** Null for what is compressed already, such as a picture. */
  readonly gzip: Buffer | null;
  /** Quoted, as the header `etag` has it. */
  readonly etag: string;
}

/** By path below the bundle: `index.html`, `assets/index-1a2b.js`, … */
export type BundleFiles = ReadonlyMap<string, BundleFile>;

/** The file in which a build says what a bundle was made of. */
export const SOURCES = 'sources.json';

const TYPES = table({
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
});

export function bundleFile(extension: string, bytes: Buffer): BundleFile | null {
  const type = getOwn(TYPES, extension);
  if (type === undefined) return null;
  const gzip = type === 'image/png' ? null : gzipSync(bytes);
  return { type, bytes, gzip, etag: `"${hash('sha256', bytes).slice(0, 16)}"` };
}

/**
 * Reads a bundle into memory, a few megabytes at most, so that a later build takes nothing away from a server that runs.
 * @throws the error of the file system, also where there is no bundle
 */
export function readBundle(folder: string): BundleFiles {
  const files = new Map<string, BundleFile>();
  for (const found of globSync('**/*.*', { cwd: folder })) {
    const path = found.replaceAll('\\', '/');
    const file = path === SOURCES ? null : bundleFile(extname(path), readFileSync(join(folder, path)));
    if (file) files.set(path, file);
  }
  if (!files.has('index.html')) throw new Error('the bundle has no index.html');
  return files;
}
