import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Random } from '../spec/random.ts';
import { bootstrap, interval, macroResamples, mean } from './bootstrap.ts';

const pairs = Array.from({ length: 200 }, (_, index) => ({ better: 2 * index, worse: 2 * index + 1 }));
const half = Float64Array.from(pairs, (_, index) => index % 2);

test('the interval of a share is the one of the binomial distribution', () => {
  const found = bootstrap([{ pairs, crossed: false }], new Map([['method', [half]]]), 2000, 7);
  const [low, high] = interval(found.get('method')![0]!);
  const expected = 1.96 * Math.sqrt(0.25 / 200);
  assert.ok(Math.abs(low - (0.5 - expected)) < 0.012, String(low));
  assert.ok(Math.abs(high - (0.5 + expected)) < 0.012, String(high));
});

test('the same seed draws the same, another seed another', () => {
  const draw = (seed: number) =>
    bootstrap([{ pairs, crossed: false }], new Map([['method', [half]]]), 20, seed).get('method')![0]!;
  assert.deepEqual(draw(3), draw(3));
  assert.notDeepEqual(draw(3), draw(4));
});

test('methods are paired: equal scores never differ, a constant lead has no spread', () => {
  const scores = new Map([
    ['one', [half]],
    ['same', [half]],
    ['lead', [half.map((value) => value + 0.1)]],
  ]);
  const found = bootstrap([{ pairs, crossed: false }], scores, 100, 1);
  const of = (name: string) => found.get(name)![0]!;
  assert.deepEqual(of('one'), of('same'));
  for (const [round, value] of of('lead').entries())
    assert.ok(Math.abs(value - of('one')[round]! - 0.1) < 1e-9);
});

test('where all are paired with all, few worse ones make a wide interval', () => {
  const crossed = Array.from({ length: 2000 }, (_, index) => ({
    better: index % 200,
    worse: 1000 + Math.floor(index / 200),
  }));
  const byWorse = Float64Array.from(crossed, ({ worse }) => worse % 2);
  const found = bootstrap([{ pairs: crossed, crossed: true }], new Map([['method', [byWorse]]]), 500, 1);
  const [low, high] = interval(found.get('method')![0]!);
  assert.ok(high - low > 0.4, `${low} ${high}`);
});

test('a macro is the mean over the named tasks', () => {
  const byTask = [Float64Array.of(1, 0), Float64Array.of(0.5, 0.5), Float64Array.of(9, 9)];
  assert.deepEqual(macroResamples(byTask, [0, 1]), Float64Array.of(0.75, 0.25));
  assert.ok(Number.isNaN(mean([])));
});

test('random numbers stay below their bound and reach all of it', () => {
  const random = new Random(5);
  const seen = new Set(Array.from({ length: 200 }, () => random.below(6)));
  assert.deepEqual([...seen].sort(), [0, 1, 2, 3, 4, 5]);
});
