import assert from 'node:assert/strict';
import { test } from 'node:test';
import { scoreOne } from '../spec/prepared-tool.ts';
import { toToolQuery } from './fixtures.ts';
import { builtInTools } from './index.ts';

const query = toToolQuery({
  messages: [{ role: 'user', content: 'What is 2 + 2?' }],
  references: ['4'],
  tests: ['assert f(1) == 1'],
  schema: { type: 'object' },
});

test('every tool answers options that it does not take in one way: unscored, because of the query', async () => {
  for (const tool of builtInTools)
    for (const options of [
      { surely_no_option: 1 },
      JSON.parse('{"constructor": 1}'),
      JSON.parse('{"toString": {}}'),
      { caseSeconds: 'three', metric: 7, decimals: -1, value: 'most', notation: 1, mode: 2, pattern: 3 },
    ]) {
      const verdict = await scoreOne(tool.prepare(query, options), { text: 'The answer is 4.' });
      const { id } = tool.declaration;
      assert.equal(verdict.status, 'unscored', id);
      assert.equal(verdict.status === 'unscored' && verdict.cause, 'query', id);
      assert.match(verdict.status === 'unscored' ? verdict.reason : '', new RegExp(`^Options of ${id}: .`));
    }
});
