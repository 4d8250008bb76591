/**
 * Builds `dist/` for publishing: JavaScript and types by tsc, every file beside the sources that
 * is read at run time, the dashboard by vite, the documentation, and the hashes of the sources that each built-in tool is made of.
 */
import { spawnSync } from 'node:child_process';
import { cpSync, globSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { builtInTools } from '../src/tools/index.ts';
import { recordSourceHashes } from '../src/tools/source-hashes.ts';
import { buildSite } from './docs/build-site.ts';
import { writeEntry } from './write-entry.ts';

const root = join(import.meta.dirname, '..');
rmSync(join(root, 'dist'), { recursive: true, force: true });
const tsc = spawnSync(join(root, 'node_modules/.bin/tsc'), ['-p', 'tsconfig.build.json'], {
  cwd: root,
  stdio: 'inherit',
});
if (tsc.status !== 0) process.exit(tsc.status ?? 1);
for (const file of globSync('src/**/*', { cwd: root, withFileTypes: true })) {
  const leftOut = /\.(?:ts|parquet)$|fixtures\.jsonl$|reference-values|prompts-own/.test(file.name);
  if (!file.isFile() || leftOut) continue;
  const path = join(file.parentPath, file.name);
  cpSync(path, path.replace(join(root, 'src'), join(root, 'dist')));
}
const vite = join(root, 'node_modules/vite/bin/vite.js');
const web = spawnSync(process.execPath, [vite, 'build', '--config', 'web/vite.config.ts'], {
  cwd: root,
  stdio: 'inherit',
});
if (web.status !== 0) process.exit(web.status ?? 1);
await buildSite({ out: join(root, 'dist/docs'), dashboard: true });
recordSourceHashes(
  builtInTools.map(({ declaration }) => declaration.id),
  join(root, 'dist/tools'),
);
for (const entry of ['index', 'testing/index']) writeEntry(join(root, 'dist', `${entry}.js`));
