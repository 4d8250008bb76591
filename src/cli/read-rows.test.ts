import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';

/** The examples that come with the package are rows of our own: no flag says how they are read. */
const OWN_ROWS = ['commands/quickstart.ts'];

test('every command reads the rows of its file in one place', () => {
  const readers = globSync('**/*.ts', { cwd: import.meta.dirname })
    .filter((file) => !file.endsWith('.test.ts') && !OWN_ROWS.includes(file))
    .filter((file) => {
      const text = readFileSync(join(import.meta.dirname, file), 'utf8');
      return /import \{[^}]*\b(?:readFile|batchRows)\b[^}]*\} from '[./]*intake\//.test(text);
    });
  assert.deepEqual(readers, ['read-rows.ts']);
});
