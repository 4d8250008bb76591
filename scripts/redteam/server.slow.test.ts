import assert from 'node:assert/strict';
import { test } from 'node:test';
import { attackServer } from './server.ts';

test('hostile requests over HTTP: the server lives, answers no 500, and judges a neighbour rightly', async () => {
  const { deaths, honest, hostile } = await attackServer({ seed: 3, enough: { requests: 150 } });
  assert.equal(deaths, 0);
  assert.ok(hostile.requests >= 150 && hostile.neighbours > 0 && hostile.rss > 0);
  assert.equal(honest.neighboursWrong + hostile.neighboursWrong, 0);
  assert.equal(honest.serverErrors + hostile.serverErrors, 0);
});
