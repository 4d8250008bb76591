import assert from 'node:assert/strict';
import { test } from 'node:test';
import { RlarError } from '../spec/errors.ts';
import { fileJson, fileText } from './file-text.ts';

test('a file that is missing, a folder, or no JSON says so, and what is wanted in its place', () => {
  const said = (read: () => unknown): string => {
    try {
      read();
    } catch (thrown) {
      assert.ok(thrown instanceof RlarError);
      assert.equal(thrown.code, 'RLAR_FILE_UNREADABLE');
      assert.equal(thrown.remedy, 'Name an adapter.');
      return thrown.message;
    }
    return 'nothing';
  };
  const remedy = 'Name an adapter.';
  assert.equal(
    said(() => fileText('nowhere.json', remedy)),
    'no such file: nowhere.json',
  );
  assert.match(
    said(() => fileText(import.meta.dirname, remedy)),
    /EISDIR/,
  );
  assert.match(
    said(() => fileJson(import.meta.filename, remedy)),
    /is no JSON/,
  );
  assert.match(fileText(import.meta.filename, remedy), /no such file/);
});
