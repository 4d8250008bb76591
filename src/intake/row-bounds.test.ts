import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readRow } from './read-row.ts';
import { beyondBounds } from './row-bounds.ts';

const good = { prompt: 'x', reference: '1', response: '1' };
const deep = (levels: number): unknown => JSON.parse('['.repeat(levels) + ']'.repeat(levels));

test('what people send is within the bounds', () => {
  assert.equal(beyondBounds(good), null);
  assert.equal(
    beyondBounds({ ...good, extra_info: { tokens: Array(100_000).fill(1), nested: deep(40) } }),
    null,
  );
});

test('each bound is told, and no row of that sort is read', () => {
  const rows = [
    { ...good, tools: Array(65).fill('final-number') },
    { ...good, constraints: Array(300).fill({ id: 'a' }) },
    { ...good, reference: Array(10_001).fill('1') },
    { ...good, extra_info: { a: deep(70) } },
    { ...good, extra_info: { a: Array(300_000).fill(0) } },
    { ...good, extra_info: { a: Array(200_000).fill([]), b: Array(60_000).fill([]) } },
    {
      ...good,
      extra_info: Object.fromEntries(Array.from({ length: 10_001 }, (_, index) => [`k${index}`, 0])),
    },
  ];
  for (const row of rows) {
    const result = readRow(row);
    assert.ok(
      !result.ok && /at most|deeper|more than/.test(result.reason),
      JSON.stringify(result).slice(0, 200),
    );
  }
});
