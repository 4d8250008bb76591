import assert from 'node:assert/strict';
import { test } from 'node:test';
import { query } from '../spec/query.ts';
import { profileQuery } from './profile.ts';

test('a program with its input or output is no test of the response', () => {
  const kindOf = (tests: unknown) => profileQuery(query.parse({ messages: [], tests })).kind;
  const code = 'def f(x): return x';
  assert.equal(kindOf({ code, input: '1' }), 'code-output');
  assert.equal(kindOf({ code, output: '1' }), 'code-output.input');
  assert.equal(kindOf({ code, test: 'assert f(1) == 1' }), 'code.unit-tests');
  assert.equal(kindOf(['assert f(1) == 1']), 'code.unit-tests');
});
