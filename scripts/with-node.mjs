// Runs a TypeScript entry of this checkout under the project's own Node 24, installing it first where it is missing.
// Plain JavaScript for Node 18 and later, because it is what a fresh clone starts with.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const [entry, ...args] = process.argv.slice(2);

const installed = join(root, 'node_modules', '.package-lock.json');
const lock = join(root, 'package-lock.json');
const fresh = !existsSync(installed) || statSync(installed).mtimeMs < statSync(lock).mtimeMs;
if (fresh) {
  console.error('rlar: installing dependencies (npm ci) …');
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
  const run = spawnSync(npm, ['ci', '--loglevel=error'], {
    cwd: root,
    stdio: ['ignore', 2, 2],
    shell: process.platform === 'win32',
  });
  if (run.status !== 0) {
    console.error(
      'rlar: npm ci failed. Check the network to the npm registry, then run the same command again.',
    );
    process.exit(run.status ?? 1);
  }
}

const { findNode } = await import('../bin/find-node.mjs');
const { endWithNpm } = await import('../bin/end-with-npm.mjs');
const { keepCompiled } = await import('../bin/keep-compiled.mjs');
keepCompiled(root);
const node = findNode();
if (fresh)
  spawnSync(
    node,
    ['--disable-warning=ExperimentalWarning', join(root, 'src/cli/main.ts'), 'setup', '--sandbox-only'],
    { stdio: ['ignore', 2, 2] },
  );
const child = spawn(
  node,
  ['--disable-warning=ExperimentalWarning', '--max-semi-space-size=8', join(root, entry), ...args],
  {
    stdio: 'inherit',
    // npm starts scripts in the checkout; paths on the command line are meant from where the user stands.
    ...(process.env.npm_lifecycle_event === 'rlar' && process.env.INIT_CWD && { cwd: process.env.INIT_CWD }),
  },
);
endWithNpm(child);
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
child.on('exit', (code, signal) => process.exit(code ?? (signal === 'SIGINT' ? 130 : 143)));
