import { globSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { table } from '../../spec/table.ts';

export interface BundleFile {
  readonly type: string;
  readonly bytes: Buffer;
  readonly gzip: Buffer;
}

/** By path below the bundle: `index.html`, `assets/index-1a2b.js`, … */
export type BundleFiles = ReadonlyMap<string, BundleFile>;

const TYPES = table({
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
});

/**
 * Reads a bundle into memory, some hundred kilobytes, so that a later build takes nothing away from a server that runs.
 * @throws the error of the file system, also where there is no bundle
 */
export function readBundle(folder: string): BundleFiles {
  const files = new Map<string, BundleFile>();
  for (const path of globSync('{index.html,assets/*}', { cwd: folder })) {
    const type = TYPES[extname(path)];
    if (type === undefined) continue;
    const bytes = readFileSync(join(folder, path));
    files.set(path, { type, bytes, gzip: gzipSync(bytes) });
  }
  if (!files.has('index.html')) throw new Error('the bundle has no index.html');
  return files;
}
