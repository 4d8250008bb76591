/** Every master key of the labelled sets is no content; their folder is RLAR_DATA. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { masterKeys } from '../testing/labelled-data.ts';
import { hasNoContent } from './content-guard.ts';

test('every master key is no content', { skip: !process.env.RLAR_DATA && 'no data' }, () => {
  const keys = masterKeys();
  assert.ok(keys.length > 0);
  for (const key of keys)
    for (const text of [key, key.toUpperCase(), ` ${key} `, `${key}\n${key}`, key.repeat(30)])
      assert.ok(hasNoContent(text), text);
});
