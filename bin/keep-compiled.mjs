// Keeps compiled modules between processes: a command then starts in about half the time.
import { join } from 'node:path';

/**
 * Points Node's compile cache, for the processes started from now on, at a folder of the installation: nobody else can
 * write there. Where the installation cannot be written to, Node goes on without a cache.
 * @param {string} root of the package
 */
export function keepCompiled(root) {
  if (process.env.NODE_COMPILE_CACHE === undefined)
    process.env.NODE_COMPILE_CACHE = join(root, 'node_modules', '.cache', 'rlar-compiled');
}
