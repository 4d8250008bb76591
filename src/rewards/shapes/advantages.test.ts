import assert from 'node:assert/strict';
import { test } from 'node:test';
import { shapeSettings } from '../../spec/shaping.ts';
import { long, member, near, PLACE, right, shapedBy, wrong } from '../../testing/shaped-group.ts';
import { shapeGroup } from './shape-group.ts';

test('canon: half against half, and within each half; at μ = ½ that is twice removed from the mean of both', () => {
  const group = [right({}, long(1)), wrong({}, long(2)), right({}, long(8)), right({}, long(9))];
  near(shapedBy({ shape: 'canon', between: 1 }, group), [0, -1, 0.5, 0.5]);
  near(shapedBy({ shape: 'canon', between: 0 }, group), [0.5, -0.5, 0, 0]);
  near(shapedBy({ shape: 'canon', between: 0.5 }, group), [0.25, -0.75, 0.25, 0.25]);
  near(shapedBy({ shape: 'canon' }, [right(), wrong()]), [1, 0]);
});

test('gdpo tells combinations apart that one sum does not', () => {
  const settings = { shape: 'gdpo', weights: { correctness: 1, format: 1 } };
  const of = (correctness: number, format: number) => member({ slots: { correctness, format } });
  near(shapedBy(settings, [of(0, 0), of(1, 0)]), [-Math.SQRT1_2, Math.SQRT1_2]);
  near(shapedBy(settings, [of(0, 0), of(1, 1)]), [-Math.SQRT2, Math.SQRT2]);
  near(shapedBy(settings, [of(1, 0.1), of(1, 0.1)]), [0, 0]);
});

test('hybrid: the rule as far as it is believed, the model for the rest', () => {
  const settings = { shape: 'hybrid', confidence: 0.75 };
  near(shapedBy(settings, [right({ quality: 0.2 }), wrong({ quality: 0.6 })]), [0.8, 0.15]);
});

test('ensemble: a rollout on which the tools disagree has no weight, and keeps its reward', () => {
  const of = (...values: number[]) =>
    right(
      {},
      { said: values.map((value, index) => ({ tool: `m${index}`, slot: 'quality' as const, value })) },
    );
  const list = [shapeSettings.parse({ shape: 'ensemble' })];
  const made = shapeGroup([of(1, 10, 5), of(0, 0, 0), of(1, 0, 2.5)], list, PLACE);
  assert.deepEqual(
    made.map(({ weight }) => weight),
    [undefined, undefined, 0],
  );
  assert.deepEqual(made[2]!.flags, ['tools_disagree']);
  near(
    made.map(({ reward }) => reward),
    [1, 1, 1],
  );
  assert.match(JSON.stringify(shapeGroup([of(1), of(2)], list, PLACE)[0]!.steps), /fewer than two tools/);
});

test('adaptive: a component that is there while the group is right as often as it says', () => {
  const settings = { shape: 'adaptive', slot: 'format', weight: 0.2, below: 0.5 };
  near(shapedBy(settings, [right({ format: 1 }), wrong({ format: 1 })]), [1.2, 0.2]);
  near(shapedBy(settings, [right({ format: 1 }), right({ format: 1 })]), [1, 1]);
});

test('novelty: what is unlike the rest earns more, where it is right', () => {
  const same = { text: 'the sum of two and two is four' };
  const other = { text: 'Quarks exchange gluons while bison graze.' };
  const [first, second, unlike, noise] = shapedBy({ shape: 'novelty', weight: 0.1 }, [
    right({}, same),
    right({}, same),
    right({}, other),
    wrong({}, { text: 'zzzz qqqq' }),
  ]);
  assert.equal(first, second);
  assert.ok(unlike! > first! && unlike! <= 1.1 + 1e-12);
  assert.equal(noise, 0);
});

test('scale: a surprising rollout has more of its advantage at first, less later; no sign turns', () => {
  const group = [
    right({}, { extra: { s: 4 } }),
    wrong({}, { extra: { s: 0 } }),
    wrong({}, { extra: { s: 2 } }),
  ];
  const settings = { shape: 'scale', measure: 'extra:s', from: 1, to: -1, start: 0, end: 10 };
  near(shapedBy(settings, group, 0), [4 / 3, 0, -1 / 3]);
  near(shapedBy(settings, group, 10), [0, -2 / 3, -1 / 3]);
  near(shapedBy(settings, group, 5), [2 / 3, -1 / 3, -1 / 3]);
  near(shapedBy(settings, [...group, right()], 0), [1, 0, 0, 1]);
});

test('apart: each sort of rollout is compared with its own; the sum of each sort is 0', () => {
  const of = (reward: number, guided?: boolean) =>
    member({ reward, extra: guided === undefined ? {} : { guided } });
  near(
    shapedBy({ shape: 'apart', by: 'guided' }, [of(1, true), of(0, false), of(0, true), of(0, false)]),
    [0.5, 0, -0.5, 0],
  );
  near(shapedBy({ shape: 'apart', by: 'guided' }, [of(1, true), of(0), of(1)]), [0, -0.5, 0.5]);
});
