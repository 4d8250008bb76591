import assert from 'node:assert/strict';
import { test } from 'node:test';
import { allAttacks } from '../../src/attacks/all-attacks.ts';
import { tables, tallyOf, worstPercent } from './tally.ts';
import { attackTools } from './tools.ts';

/** One case of the matrix in this number; the slow test has all of them. */
const EVERY = 7;
/** In per cent, of a sample over all tools. */
const MOST_PAID = 3;
const MOST_AT_NOTHING = 5;

test('a sample of the matrix, through the whole service', async () => {
  const cases = allAttacks().filter((_, at) => at % EVERY === 0);
  const outcomes = await attackTools(cases);
  assert.equal(outcomes.length, cases.length);
  const { wrong, wrongPaid, right, rightAtNothing, failed } = tallyOf('all', outcomes);
  assert.ok(wrong > 200 && right > 50, `${wrong} wrong, ${right} right`);
  assert.equal(failed, 0);
  assert.ok((100 * wrongPaid) / wrong <= MOST_PAID, tables(outcomes));
  assert.ok((100 * rightAtNothing) / right <= MOST_AT_NOTHING, tables(outcomes));
});

test('labels that are turned round are found as faults', async () => {
  const calls = allAttacks().filter(({ tool }) => tool === 'tool-calls');
  const turned = calls.map((one) => ({ ...one, should: one.should === 1 ? (0 as const) : (1 as const) }));
  const tally = tallyOf('tool-calls', await attackTools(turned));
  assert.ok(
    tally.wrongPaid > tally.wrong / 2 && tally.rightAtNothing > tally.right / 2,
    JSON.stringify(tally),
  );
  assert.ok(worstPercent(tally) > 50);
});

test('every attack has a name of its own on an item, or says another thing', () => {
  const seen = new Set<string>();
  for (const { tool, item, attack, response } of allAttacks()) {
    const key = JSON.stringify([tool, item.name, attack, response]);
    assert.ok(!seen.has(key), key);
    seen.add(key);
  }
});

test('no attack that is to be refused is the right answer itself', () => {
  for (const { item, should, response, attack } of allAttacks())
    if (should === 0) assert.notEqual(response.trim(), item.right.trim(), attack);
});
