import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Random } from '../../spec/random.ts';
import { chooseScorers } from './choose-scorers.ts';
import { measureHeldOut, measureSelection } from './measure-selection.ts';
import { placeOf, valuesBy } from './reward-function.ts';
import { type ScoredItems, scoredItems, together, withWorths } from './scored-items.ts';

const OPTIONS = { resamples: 40, seed: 1, repeats: 1 };

/** Pairs on which each scorer sees the truth through noise of its own: the right candidate is first. */
function pairs(
  name: string,
  count: number,
  noises: readonly number[],
  category = (_: number) => 'all',
): ScoredItems {
  const random = new Random(7, name);
  const items = Array.from({ length: count }, (_, at) => ({
    key: `${name} ${at}`,
    path: [category(at)],
    counting: 'strict' as const,
    right: [true, false],
    values: noises.map((noise) => [1 + noise * (random.next() - 0.5), noise * (random.next() - 0.5)]),
  }));
  return withWorths(
    name,
    noises.map((noise, at) => `scorer ${at} of noise ${noise}`),
    items,
  );
}

const every = ({ items }: ScoredItems) => [...items.keys()];

test('scorers that err apart are mixed, and the mixture is above the best one of them on items it was not made on', () => {
  const { methods } = measureSelection(pairs('apart', 160, [5, 5, 5, 5, 5]), OPTIONS);
  assert.ok(methods.several.score > methods['best single'].score + 0.05, JSON.stringify(methods));
  assert.ok(methods.several.calls > 2 && methods.one.calls === 1);
});

test('noise beside one good scorer: that one decides, and what is lost is chance', () => {
  const { methods, choices } = measureSelection(pairs('noise', 80, [2.2, 60, 60, 60, 60]), OPTIONS);
  assert.ok(methods.several.score >= methods['best single'].score - 0.03, JSON.stringify(methods));
  assert.deepEqual(Object.keys(choices), ['all']);
  assert.ok(choices.all!.weights['scorer 0 of noise 2.2']! > 0.8, JSON.stringify(choices));
});

test('labels of items that are no evidence change no choice', () => {
  const all = pairs('labels', 120, [4, 4, 6]);
  const evidence = every(all).filter((at) => at % 2 === 0);
  const others = withWorths(
    all.name,
    all.scorers,
    all.items.map((item, at) => (at % 2 === 0 ? item : { ...item, right: item.right.toReversed() })),
  );
  assert.deepEqual(chooseScorers(others, evidence, 'several'), chooseScorers(all, evidence, 'several'));
});

test('a group gets a choice of its own where another scorer is better there, and not where it is chance', () => {
  const [left, right] = [pairs('left', 60, [0.1, 60]), pairs('right', 60, [60, 0.1])];
  const named = (all: ScoredItems, path: string) => ({
    ...all,
    items: all.items.map((item) => ({ ...item, path: [path] })),
  });
  const scorers = ['a', 'b'];
  const both = together(
    'both',
    [
      { ...named(left, 'left'), scorers },
      { ...named(right, 'right'), scorers },
    ],
    false,
  );
  const chosen = chooseScorers(both, every(both), 'one');
  const of = (path: string) => (chosen.get(path) ?? chosen.get(''))!.parts[0]!.scorer;
  assert.deepEqual([of('left'), of('right')], [0, 1]);
  const even = pairs('even', 120, [3, 3.2], (at) => `group ${at % 4}`);
  assert.deepEqual([...chooseScorers(even, every(even), 'one').keys()], ['']);
});

test('evidence of another file: its items that are measured as well are left out', () => {
  const all = pairs('held', 200, [5, 5, 5, 5, 5]);
  const part = (from: number, to: number) => withWorths('part', all.scorers, all.items.slice(from, to));
  const report = measureHeldOut(part(0, 160), part(120, 200), OPTIONS);
  assert.equal(report.items, 80);
  assert.match(report.evidence, /120 items/);
  assert.ok(report.methods.several.score > report.methods.fixed.score);
});

test('a scorer without a value guesses, in a mixture it is left out, and a place is a share of the evidence', () => {
  const scale = Float64Array.of(1, 2, 2, 4);
  assert.deepEqual(
    [0, 1, 2, 3, 9].map((value) => placeOf(value, scale)),
    [0, 0.125, 0.5, 0.75, 1],
  );
  const parts = [
    { scorer: 0, weight: 0.5, scale },
    { scorer: 1, weight: 0.5, scale },
  ];
  assert.deepEqual(
    valuesBy({ parts, sharpness: 1 }, [
      [9, 0],
      [null, 9],
    ]),
    [0.5, 0],
  );
  assert.deepEqual(
    valuesBy({ parts, sharpness: 1 }, [
      [9, null],
      [null, 9],
    ]),
    [null, null],
  );
  const all = pairs('guess', 20, [1]);
  const blank = withWorths(
    'blank',
    ['none'],
    all.items.map((item) => ({ ...item, values: [[null, null]] })),
  );
  assert.equal(measureSelection(blank, OPTIONS).methods.several.score, 0.5);
});

test('the pass rule of the paper: a sharp scorer passes, one of the same order from 0 to 1 does not', () => {
  const best = (factor: number) => {
    const all = pairs('pass', 20, [0.1]);
    const items = all.items.map((item) => ({
      ...item,
      right: [true, false, false, false],
      values: item.values.map(([right, wrong]) =>
        [right!, wrong!, wrong!, wrong!].map((value) => value * factor),
      ),
    }));
    return measureSelection(withWorths('pass', all.scorers, items), OPTIONS).methods.one;
  };
  assert.deepEqual([best(10).score, best(10).pass], [1, 1]);
  assert.deepEqual([best(1).score, best(1).pass], [1, 0]);
});

test('what was told relative to the right candidate is no scorer', () => {
  const query = { messages: [], references: [], constraints: [], hints: {} };
  const values = [0, -1];
  const recordings = new Map([
    ['seen', { type: 'judge' as const, values }],
    ['relative', { type: 'judge' as const, values, isRelative: true }],
  ]);
  const item = { id: 'a', category: 'all', query, candidates: [], right: [true, false], recordings };
  const { scorers } = scoredItems({ file: 'f', format: 'pairs', counting: 'strict', items: [item] });
  assert.deepEqual(scorers, ['seen']);
});
