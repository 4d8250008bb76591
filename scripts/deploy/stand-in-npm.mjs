#!/stand-ins/node
// Stands in for npm inside the steps of the Dockerfile: see run-dockerfile.ts. The packages of the checkout are at /checkout/node_modules.
import { copyFileSync, existsSync, mkdirSync, readFileSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';

const [command, ...flags] = process.argv.slice(2);
if (command === 'ci') ci();
else if (command === 'pack') copyFileSync('/stand-ins/rlar-0.0.0.tgz', join(flags[1], 'rlar-0.0.0.tgz'));
else fail(`npm ${command} has no stand-in`);

/** Like the real one it refuses a lock file of another package.json, and it leaves out what it is told to. */
function ci() {
  const own = read('package.json');
  const { packages } = read('package-lock.json');
  for (const part of ['dependencies', 'devDependencies', 'optionalDependencies'])
    if (!isDeepStrictEqual(own[part] ?? {}, packages[''][part] ?? {}))
      fail(`the lock file has other ${part}`);
  const [noDev, noOptional] = ['dev', 'optional'].map((name) => flags.includes(`--omit=${name}`));
  for (const [path, { dev, optional, devOptional }] of Object.entries(packages)) {
    if (!/^node_modules\/(?:@[^/]+\/)?[^/]+$/.test(path)) continue;
    if ((noDev && dev) || (noOptional && optional) || (noDev && noOptional && devOptional)) continue;
    const installed = `/checkout/${path}`;
    if (!existsSync(installed)) continue;
    mkdirSync(dirname(path), { recursive: true });
    symlinkSync(installed, path);
  }
}

function read(file) {
  return JSON.parse(readFileSync(file, 'utf8'));
}

function fail(message) {
  console.error(message);
  process.exit(1);
}
