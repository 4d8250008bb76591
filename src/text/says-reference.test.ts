import assert from 'node:assert/strict';
import { test } from 'node:test';
import { saysReference } from './says-reference.ts';

test('an opener that is the reference is the answer', () => {
  for (const text of ['Solution', '**Solution**', 'the solution.', 'Solution:'])
    assert.ok(saysReference(text, ['solution']), text);
  assert.ok(saysReference('Answer', ['an answer/answer']));
  assert.ok(saysReference('Output', ['input', 'output']));
});

test('nothing else is', () => {
  assert.ok(!saysReference('Solution', ['mixture']));
  assert.ok(!saysReference('', ['']));
  assert.ok(!saysReference(':', [':']));
  assert.ok(!saysReference('Solution', []));
  assert.ok(!saysReference(`Solution${' '.repeat(10_000)}`, ['solution']));
});
