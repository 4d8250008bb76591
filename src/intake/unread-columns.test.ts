import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readRow } from './read-row.ts';
import { UnreadColumns } from './unread-columns.ts';

function linesOf(row: object, said: Set<string>): string[] {
  const columns = new UnreadColumns();
  const read = readRow({ prompt: 'What is 6*7?', reference: '42', response: '42', ...row });
  if (!read.ok) assert.fail(read.reason);
  columns.add(read.row);
  return columns.lines(said);
}

test('what was said is remembered in little memory, however long the names are, and each is said once', () => {
  const said = new Set<string>();
  const long = 'x'.repeat(100_000);
  assert.equal(linesOf({ [`${long}a`]: 1 }, said).length, 1);
  assert.equal(linesOf({ [`${long}a`]: 1 }, said).length, 0);
  assert.equal(linesOf({ [`${long}b`]: 1 }, said).length, 1);
  for (const name of said) assert.ok(name.length <= 100);
});
