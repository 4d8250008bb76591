import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Benchmark, BenchmarkItem } from '../../src/evaluation/benchmark/benchmark.ts';
import { mean } from '../../src/evaluation/bootstrap.ts';
import { kindsOf, replayed, together, worthOf } from './replayed-kinds.ts';

/** Pairs of two categories: `even` orders those of the first, `odd` those of the second, `always` half of each. */
function benchmarkOf(file: string, count = 60): Benchmark {
  const items = Array.from({ length: count }, (_, at): BenchmarkItem => {
    const category = at % 2 === 0 ? 'First ones' : '2nd';
    const by = (isRight: boolean) => ({ type: 'judge' as const, values: isRight ? [1, 0] : [0, 1] });
    return {
      id: `${file} ${at}`,
      category,
      query: {
        messages: [{ role: 'user', content: `${file}: question ${at}` }],
        references: [],
        constraints: [],
        hints: {},
      },
      candidates: [{ text: 'right' }, { text: 'wrong' }],
      right: [true, false],
      recordings: new Map([
        [`even of ${file}`, by(at % 2 === 0)],
        [`odd of ${file}`, by(at % 2 === 1)],
        [`always of ${file}`, by(at % 3 === 0)],
      ]),
    };
  });
  return { file, format: 'pairs', counting: 'strict', items };
}

test('a question is told what the items of its half show, and no name of a tool', () => {
  const of = replayed(benchmarkOf('set'));
  const kinds = kindsOf(of);
  assert.deepEqual([...new Set(kinds.map(({ ask }) => ask.kind))].sort(), ['set.first-ones', 'set.nd']);
  for (const { ask, library, names, category, half } of kinds) {
    const members = of.items.filter((item, at) => item.category === category && of.halves[at] === half);
    for (const [id, { right, of: tried }] of ask.measured!) {
      const isOwn = names.get(id) === (category === '2nd' ? 'odd of set' : 'even of set');
      const isOther = names.get(id) === (category === '2nd' ? 'even of set' : 'odd of set');
      assert.equal(tried, members.length);
      if (isOwn || isOther) assert.equal(right, isOwn ? members.length : 0);
    }
    const told = JSON.stringify(library.entries().map(({ card }) => card));
    assert.ok(![...names.values()].some((name) => told.includes(name)), told.slice(0, 200));
  }
});

test('choices count on the half that they were not made on; no choice leaves the best of that half', () => {
  const of = replayed(benchmarkOf('set'));
  const right = worthOf(of, (category) => (category === '2nd' ? 'odd of set' : 'even of set'));
  assert.deepEqual([mean(right.agent), mean(right.oracle), mean(right.eager)], [1, 1, 1]);
  const byHalf = ['odd of set', 'even of set'];
  const turned = worthOf(of, (_, half) => byHalf[half]!);
  for (const [at, value] of turned.agent.entries())
    assert.equal(value, of.scores.get(byHalf[1 - of.halves[at]!]!)![at]);
  const none = worthOf(of, () => null);
  assert.deepEqual([...none.agent], [...none.fixed]);
});

test('in several files a tool guesses where it has no recording', () => {
  const benchmarks = [benchmarkOf('one'), benchmarkOf('two', 20)];
  const all = together(benchmarks.map(replayed), benchmarks);
  const found = all.scores.get('even of one')!;
  assert.equal(found.length, 80);
  assert.deepEqual(new Set(found.slice(60)), new Set([0.5]));
  assert.ok(all.items[70]!.category.startsWith('two/'));
  assert.equal(mean(worthOf(all, () => null).oracle), 1);
});
