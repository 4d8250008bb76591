import assert from 'node:assert/strict';
import { test } from 'node:test';
import { inapplicable } from '../../spec/prepared-tool.ts';
import type { Recogniser, Tool } from '../../spec/tool.ts';
import { testCard } from '../../testing/test-card.ts';
import { Trial } from '../trial.ts';
import { otherWordings } from './other-wordings.ts';

const wordings = {
  asks: Array.from({ length: 16 }, (_, at) => ({
    prompt: `${at + 1} commas, please.`,
    kwargs: { n: at + 1 },
  })),
  asksNot: Array.from({ length: 12 }, (_, at) => `Never ${at + 1} commas.`),
  independence: 'a call of its own',
};

async function outcome(pattern: RegExp, given: typeof wordings | undefined = wordings, add = 0) {
  const recogniser: Recogniser = {
    recognise: async (prompt) => (pattern.test(prompt) ? [[0, 1]] : []),
    extract: async (prompt) => ({ n: Number(/\d+/.exec(prompt)?.[0]) + add }),
  };
  const tool: Tool = {
    declaration: testCard({ id: 'check-commas', constraint: 'commas' }),
    recogniser,
    prepare: () => inapplicable('not asked'),
  };
  const input = { tool, fresh: () => tool, cases: [], seed: 1, wordings: given };
  return otherWordings.run(new Trial(input, 'audit'));
}

test('a recogniser holds for the words of another author, and says how independent they are', async () => {
  const good = await outcome(/^\d+ commas/);
  assert.equal(good.outcome, 'passed');
  assert.equal(good.reason, 'by a call of its own');
  assert.equal((await outcome(/^[1-9] commas/)).outcome, 'failed', 'it misses seven of sixteen');
  assert.equal((await outcome(/commas/)).outcome, 'failed', 'it takes what does not ask');
  assert.equal((await outcome(/^\d+ commas/, wordings, 1)).outcome, 'failed', 'it misreads arguments');
  const none = await outcome(/commas/, null as never);
  assert.equal(none.outcome, 'exempt');
});
