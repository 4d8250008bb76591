import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Random } from '../../spec/random.ts';
import { fc } from '../../testing/fc.ts';
import { randomEdits } from './random-edits.ts';
import { type Boundary, type Start, searchBoundary } from './search-boundary.ts';

type Judge = (text: string) => boolean | null;

const STARTS = ['4539', '7221', '9038', '1265'].map((text) => ({ query: text, text }));
const digitSum = (text: string) => [...text].reduce((sum, digit) => sum + Number(digit), 0);
/** Right: the very number. A loose verifier: any number of as many digits whose digits come to the same sum. */
const strict: Record<string, Judge> = Object.fromEntries(
  STARTS.map(({ query }) => [query, (text: string) => text === query]),
);
const loose: Record<string, Judge> = Object.fromEntries(
  STARTS.map(({ query }) => [
    query,
    (text: string) => /^\d{4}$/.test(text) && digitSum(text) === digitSum(query),
  ]),
);

async function search(
  mine: Record<string, Judge>,
  theirs: Record<string, Judge>,
  seed = 1,
): Promise<Boundary<string> & { calls: number }> {
  let calls = 0;
  const ask = (judges: Record<string, Judge>) => async (asked: readonly Start<string>[]) => {
    calls += asked.length;
    return asked.map(({ query, text }) => judges[query]!(text));
  };
  const random = new Random(seed, 'boundary');
  const found = await searchBoundary({
    starts: STARTS,
    edits: ({ text }) => randomEdits(text, ['8811'], random, 60),
    mine: ask(mine),
    theirs: ask(theirs),
    random,
  });
  return { ...found, calls };
}

test('edits in a row find what a loose verifier pays, each one edit away from an agreement', async () => {
  const { pairs, single } = await search(loose, strict);
  assert.ok(pairs.length > 0);
  assert.ok(single.both > 50 && single.agreed <= single.both);
  for (const { query, text, from, paid } of pairs) {
    assert.equal(paid, true);
    assert.notEqual(loose[query]!(text), strict[query]!(text));
    assert.equal(loose[query]!(from), strict[query]!(from));
  }
});

test('verifiers that agree have no disputes, and those without a score none either', async () => {
  assert.deepEqual((await search(strict, strict)).pairs, []);
  const silent = Object.fromEntries(STARTS.map(({ query }) => [query, () => null]));
  const { pairs, single, calls } = await search(strict, silent);
  assert.deepEqual([pairs, single.both], [[], 0]);
  assert.ok(calls <= 2 * STARTS.length);
});

test('the same seed gives the same search, another seed another one, and both are bounded', async () => {
  const [one, again, other] = [
    await search(loose, strict),
    await search(loose, strict),
    await search(loose, strict, 2),
  ];
  assert.deepEqual(one, again);
  assert.notDeepEqual(one.pairs, other.pairs);
  for (const { calls } of [one, other]) assert.ok(calls <= 2 * (STARTS.length + 400), String(calls));
});

test('property: random edits change the text, leave something of it, and are the same for the same seed', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 200, unit: 'grapheme' }), fc.integer(), (text, seed) => {
      const made = randomEdits(text, ['one, 2', 'x\ny'], new Random(seed), 20);
      assert.deepEqual(made, randomEdits(text, ['one, 2', 'x\ny'], new Random(seed), 20));
      for (const edit of made) assert.ok(edit.text !== text && edit.text.trim() !== '');
    }),
  );
});
