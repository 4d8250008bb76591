#!/usr/bin/env node
// The installed command: re-executes under Node 24 where it was started by an older one.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { endWithNpm } from './end-with-npm.mjs';
import { findNode } from './find-node.mjs';
import { keepCompiled } from './keep-compiled.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const built = join(root, 'dist', 'cli', 'main.js');
const main = existsSync(built) ? built : join(root, 'src', 'cli', 'main.ts');
keepCompiled(root);
const child = spawn(
  findNode(),
  ['--disable-warning=ExperimentalWarning', '--max-semi-space-size=8', main, ...process.argv.slice(2)],
  {
    stdio: 'inherit',
  },
);
endWithNpm(child);
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
child.on('exit', (code, signal) => process.exit(code ?? (signal === 'SIGINT' ? 130 : 143)));
