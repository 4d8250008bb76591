import assert from 'node:assert/strict';
import { test } from 'node:test';
import { tables, talliesBy, tallyOf, worstPercent } from './tally.ts';
import type { Outcome } from './tools.ts';

const item = { name: 'one', query: {}, right: '1' };
const outcome = (should: 0 | 1, verdict: Outcome['verdict'], tool = 'a'): Outcome => ({
  tool,
  item,
  attack: verdict,
  should,
  response: '',
  reward: null,
  judgedBy: tool,
  kind: 'k',
  verdict,
});
const LIST = [
  outcome(0, 'wrong paid'),
  outcome(0, 'ok'),
  outcome(0, 'ok'),
  outcome(0, 'ok'),
  outcome(1, 'ok'),
  outcome(1, 'right unscored'),
  outcome(1, 'right at nothing', 'b'),
];

test('counts by tool, with shares of the wrong and of the right ones', () => {
  const [a, b] = talliesBy(LIST, ({ tool }) => tool);
  assert.deepEqual(a, {
    name: 'a',
    wrong: 4,
    wrongPaid: 1,
    right: 2,
    rightAtNothing: 0,
    rightUnscored: 1,
    failed: 0,
  });
  assert.equal(worstPercent(a!), 25);
  assert.equal(worstPercent(b!), 100);
  assert.equal(worstPercent(tallyOf('none', [])), 0);
  assert.ok(worstPercent(tallyOf('broken', [outcome(1, 'failed')])) === 100);
});

test('the tables name every fault and no row that held', () => {
  const shown = tables(LIST);
  for (const text of ['a: wrong paid', 'b: right at nothing', '1 (25.0 %)', 'ALL'])
    assert.ok(shown.includes(text), `${text} in\n${shown}`);
  assert.ok(!shown.includes('a: ok'));
});
