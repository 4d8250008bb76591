import assert from 'node:assert/strict';
import { test } from 'node:test';
import { RlarError } from '../spec/errors.ts';
import { withoutPaths } from './error-replies.ts';

test('of paths of this machine the last part is told, of anything else all', () => {
  const shown = (code: ConstructorParameters<typeof RlarError>[0], message: string) =>
    withoutPaths(new RlarError(code, message).toBody());
  assert.equal(
    shown('RLAR_STORE_FAILED', '/home/me/runs/.rlar/rlar.db: disk image is malformed'),
    'rlar.db: disk image is malformed',
  );
  assert.equal(
    shown('RLAR_SANDBOX_FAILED', "bwrap: can't find /srv/secret name/venv"),
    "bwrap: can't find secret name/venv",
  );
  assert.equal(
    shown('RLAR_INTERNAL', 'GET http://127.0.0.1:80/v1/x is 1/2 and 3/4/5'),
    'GET http://127.0.0.1:80/v1/x is 1/2 and 3/4/5',
  );
  assert.equal(shown('RLAR_INVALID_GROUP', 'no column /a/b/c'), 'no column /a/b/c');
});
