/** Formatter, linter, strict types, unused exports: `npm run check`. `npm test` runs it too. */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

const CHECKS: readonly (readonly [string, ...string[]])[] = [
  ['biome', 'check', '--error-on-warnings', '.'],
  ['tsc', '-p', '.'],
  ['tsc', '-p', 'web'],
  ['knip'],
];

/** @returns the commands of the checks that fail; the output of all goes to this process's */
export function runChecks(): string[] {
  const root = join(import.meta.dirname, '..');
  return CHECKS.flatMap(([name, ...args]) => {
    const run = spawnSync(join(root, 'node_modules/.bin', name), args, {
      cwd: root,
      stdio: ['ignore', 'inherit', 'inherit'],
    });
    if (run.status === 0) return [];
    const command = [name, ...args].join(' ');
    console.error(`✖ ${command}`);
    return [command];
  });
}

if (process.argv[1] === import.meta.filename) process.exit(runChecks().length === 0 ? 0 : 1);
