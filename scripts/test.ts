/**
 * Runs tests. `npm test`: the checks and every fast test. `npm run test:all`: those, and the slow ones (`*.slow.test.ts`:
 * minutes, a browser, a database or a package registry); `npm run test:all -- --slow` runs the slow ones alone. With
 * patterns, only the tests whose path holds one of them, without the checks: `npm test -- store routing`.
 * `npm run coverage` reports coverage. Under `RLAR_STRICT=1` a skipped test is a failure.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { run } from 'node:test';
import { spec } from 'node:test/reporters';
import { ensureBubblewrap } from '../src/sandbox/program/bubblewrap.ts';
import { installToolchains } from '../src/sandbox/program/install-toolchains.ts';
import { bundleTests } from './bundle-tests.ts';
import { runChecks } from './check.ts';
import { chooseTests } from './choose-tests.ts';
import { countTests, failureLines } from './count-tests.ts';

const FLAGS = ['--all', '--slow', '--coverage'];

const root = join(import.meta.dirname, '..');
const args = process.argv.slice(2);
const patterns = args.filter((argument) => !argument.startsWith('--'));
const unknown = args.find((argument) => argument.startsWith('--') && !FLAGS.includes(argument));
if (unknown) {
  console.error(`unknown flag ${unknown}: there are ${FLAGS.join(', ')}, and patterns without dashes`);
  process.exit(1);
}
const tier = args.includes('--slow') ? 'slow' : args.includes('--all') ? 'all' : 'fast';
const files = chooseTests(root, tier, patterns);
if (files.length === 0) {
  console.error(`no test file matches ${patterns.join(' ')}`);
  process.exit(1);
}
const sandbox = ensureBubblewrap(true);
for (const part of installToolchains())
  if (!part.ready) console.error(`${part.name} is missing: ${part.remedy}`);
if (!sandbox.ready) console.error(`tests of programs in a sandbox are skipped: ${sandbox.message}`);
const badChecks = patterns.length > 0 || tier === 'slow' ? [] : runChecks();

const coverage = args.includes('--coverage');
// Compiled modules lose the places that coverage reports.
if (coverage) delete process.env.NODE_COMPILE_CACHE;
const folder = mkdtempSync(join(tmpdir(), 'rlar-tests-'));
const stream = run({
  // Slow tests stay apart: they wait for processes more than they load.
  files: tier === 'slow' ? files : bundleTests(root, files, folder),
  cwd: root,
  // One file more than there are processors, because many wait for processes of their own.
  concurrency: availableParallelism() + 1,
  execArgv: ['--disable-warning=ExperimentalWarning'],
  // A test that waits for ever fails. No test comes near, also on a busy machine.
  timeout: (tier === 'fast' ? 15 : 30) * 60_000,
  ...(coverage && {
    coverage,
    coverageIncludeGlobs: ['src/**'],
    coverageExcludeGlobs: ['**/*.test.ts'],
  }),
});
process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
const counted = countTests(stream);
stream.compose(new spec()).pipe(process.stdout);
const count = await counted;
const strict = process.env.RLAR_STRICT === '1';
if (count.skipped.length > 0) {
  console.error(`\nskipped${strict ? ', which RLAR_STRICT=1 calls a failure' : ''}:`);
  for (const line of count.skipped) console.error(`  ${line}`);
}
// The names of what failed stand right above the counts, so that the end of a log says them.
const lines = [
  ...badChecks.map((name) => `FAILED check: ${name}`),
  ...failureLines(count.failed, root),
  ...(strict && count.skipped.length > 0 ? [`FAILED ${count.skipped.length} skipped, listed above`] : []),
];
if (lines.length > 0) console.log(`\n${lines.join('\n')}`);
const failed = count.failed.length + (strict ? count.skipped.length : 0);
console.log(`\n${count.passed} passed, ${failed} failed, ${strict ? 0 : count.skipped.length} skipped`);
process.exitCode = failed > 0 || badChecks.length > 0 ? 1 : 0;
