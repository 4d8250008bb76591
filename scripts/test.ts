/**
 * Runs the checks and every test: `npm test`. With patterns, only the tests whose path holds one of them, without the
 * checks: `npm test -- store routing`. `npm run coverage` reports coverage as well.
 */
import { spawn } from 'node:child_process';
import { globSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { ensureBubblewrap } from '../src/sandbox/program/bubblewrap.ts';
import { installToolchains } from '../src/sandbox/program/install-toolchains.ts';
import { runChecks } from './check.ts';

const root = join(import.meta.dirname, '..');
const args = process.argv.slice(2);
const patterns = args.filter((argument) => !argument.startsWith('--'));
const files = globSync(['src/**/*.test.ts', 'scripts/**/*.test.ts', 'bench/**/*.test.ts'], { cwd: root })
  .sort()
  .filter((file) => patterns.length === 0 || patterns.some((pattern) => file.includes(pattern)));
if (files.length === 0) {
  console.error(`no test file matches ${patterns.join(' ')}`);
  process.exit(1);
}
const sandbox = ensureBubblewrap(true);
for (const part of installToolchains())
  if (!part.ready) console.error(`${part.name} is missing: ${part.remedy}`);
if (!sandbox.ready) console.error(`tests of programs in a sandbox are skipped: ${sandbox.message}`);
const checked = patterns.length > 0 || runChecks();
const flags = [
  '--disable-warning=ExperimentalWarning',
  '--test',
  // One file a core: many wait for processes of their own.
  `--test-concurrency=${Math.max(2, availableParallelism())}`,
  '--test-reporter=spec',
  '--test-reporter-destination=stdout',
];
if (args.includes('--coverage')) {
  flags.push(
    '--experimental-test-coverage',
    '--test-coverage-include=src/**',
    '--test-coverage-exclude=**/*.test.ts',
  );
}
const child = spawn(process.execPath, [...flags, ...files], { cwd: root, stdio: 'inherit' });
child.on('exit', (code) => {
  if (!checked) console.error('✖ the tests ran, but a check above failed');
  process.exit(code === 0 && !checked ? 1 : (code ?? 1));
});
