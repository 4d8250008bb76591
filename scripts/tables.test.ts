/** Holds the house to `table`: a word from outside looked up in a plain object also finds `constructor`. */
import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';

const root = join(import.meta.dirname, '..');
/** A constant whose keys are any strings, with entries of its own. Empty records are filled with `setOwn`. */
const PLAIN =
  /^\s*(?:export )?const (\w+): (?:Readonly<)?Record<string, (?!unknown).*> = (?:\{(?!\};?$)|Object\.fromEntries)/gm;
/** Records that are only ever read whole, or by keys that a pattern of ours has checked. */
const READ_WHOLE = new Set([
  'numbers', // src/server/trainers/reward-numbers.ts: slots
  'shares', // src/admission/gates: every entry is reported
  'units', // src/cli/commands/ledger.ts: a letter that a pattern allows
  'powers',
  'PAIRS', // src/admission/prompt-edits.ts: every entry is tried
  'ONE_WAY',
  'UNITS',
]);

test('what is looked up by a word is a table', () => {
  const found = globSync('src/**/*.ts', { cwd: root })
    // What attacks and tests are made of is read whole: every entry is run.
    .filter((file) => !/\.test\.ts$|fixtures|^src\/(?:attacks|testing)\//.test(file))
    .flatMap((file) =>
      [...readFileSync(join(root, file), 'utf8').matchAll(PLAIN)]
        .filter((match) => !READ_WHOLE.has(match[1]!))
        .map((match) => `${file}: ${match[1]}`),
    );
  assert.deepEqual(found, []);
});
