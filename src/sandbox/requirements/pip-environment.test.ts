import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pipEnvironment } from './pip-environment.ts';

test('pip is told where packages are, and no token of rlar or of the user', () => {
  const kept = {
    PIP_INDEX_URL: 'https://index.test',
    https_proxy: 'http://proxy.test',
    HOME: '/home/somebody',
  };
  const held = {
    HF_TOKEN: 'a',
    RLAR_TOKEN: 'b',
    RLAR_LLM_API_KEY: 'c',
    PYTHONPATH: 'd',
    PIP_NO_BINARY: ':all:',
  };
  assert.deepEqual(pipEnvironment({ ...kept, ...held }), { ...kept, PATH: '/usr/bin:/bin', LANG: 'C.UTF-8' });
});
