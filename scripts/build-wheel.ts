/**
 * Builds the Python package with the server in it: `npm run wheel -- [FOLDER]` packs rlar for npm, puts that beside the Python
 * sources, and builds the wheel into FOLDER (by default `dist-python`). A wheel that pip builds from `python/` alone has no server.
 */
import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';

const root = join(import.meta.dirname, '..');
const out = resolve(process.argv[2] ?? join(root, 'dist-python'));
const server = join(root, 'python/src/rlar/_server');
rmSync(server, { recursive: true, force: true });
mkdirSync(server, { recursive: true });
try {
  execFileSync('npm', ['pack', '--pack-destination', server], { cwd: root, stdio: ['ignore', 'ignore', 2] });
  execFileSync('python3', ['-m', 'pip', 'wheel', '-q', '--no-deps', '-w', out, join(root, 'python')], {
    stdio: 'inherit',
  });
} finally {
  rmSync(server, { recursive: true, force: true });
}
console.log(`the wheel stands in ${out}`);
