import assert from 'node:assert/strict';
import { test } from 'node:test';
import { eachRollout } from '../../spec/prepared-tool.ts';
import type { Tool } from '../../spec/tool.ts';
import { scored, unscored } from '../../spec/verdict.ts';
import { testCard } from '../../testing/test-card.ts';
import { majority } from './opinions.ts';

/** Pays what holds one of these letters; withholds a score from what holds a question mark. */
const tool = (letters: string, range: [number, number] = [0, 1]): Tool => ({
  declaration: testCard({ id: 'check-x', range }),
  prepare: () =>
    eachRollout(async ({ text }) =>
      text.includes('?')
        ? unscored('it is a question')
        : scored([...letters].some((one) => text.includes(one)) ? range[1] : range[0]),
    ),
});
const asked = (...texts: readonly string[]) =>
  texts.map((response) => ({ query: {}, options: {}, response }));

test('the majority decides; a draw and what nobody scores do not', async () => {
  const tools = [tool('ab'), tool('bc', [-1, 1]), tool('b')];
  assert.deepEqual(await majority(tools, asked('a', 'b', 'x', 'b?')), [false, true, false, null]);
  assert.deepEqual(await majority(tools.slice(0, 2), asked('a', 'b')), [null, true]);
  assert.deepEqual(await majority([], asked('a')), [null]);
});
