/** Holds the field names of the Python client to those of the server. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { QUERY_FIELDS } from '../src/intake/row-fields.ts';

const source = readFileSync(join(import.meta.dirname, '../python/src/rlar/_columns.py'), 'utf8');

/** Read as a reference by the client itself, and passed on as another column, too. */
const BESIDE = ['solution'];

test('the Python client sends every field that makes the query, and no other', () => {
  const table = /^READ: [^\n]*\{\n([\s\S]*?)^\}/m.exec(source)?.[1];
  assert.ok(table);
  const sent = Array.from(table.matchAll(/"(\w+)"/g), (match) => match[1]!);
  assert.equal(new Set(sent).size, sent.length);
  assert.deepEqual([...sent, ...BESIDE].toSorted(), QUERY_FIELDS.toSorted());
});
