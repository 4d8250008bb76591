import assert from 'node:assert/strict';
import { test } from 'node:test';
import { shapeSettings } from '../../spec/shaping.ts';
import { fc } from '../../testing/fc.ts';
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

test('gdpo behind a gate: what is gated out is 0 before it is normalised, so that a closed gate is not lost in it', () => {
  const of = (correctness: number, format: number) => member({ slots: { correctness, format } });
  const group = [of(1, 1), of(1, 0), of(0, 1), of(0, 0)];
  const weights = { correctness: 1, format: 1 };
  const open = shapedBy({ shape: 'gdpo', weights }, group);
  const shut = shapedBy({ shape: 'gdpo', weights, behind: { slot: 'correctness', at: 1 } }, group);
  assert.ok(open[2]! > open[3]!, 'a wrong one is paid for its form');
  assert.equal(shut[2], shut[3], 'and is not where the gate closes first');
  assert.ok(shut[0]! > shut[1]! && shut[1]! > shut[2]!);
});

test('regroup: trajectories that asked nearly the same are compared with each other', () => {
  const of = (reward: number, asked: unknown) => member({ reward, extra: { asked } });
  const settings = { shape: 'regroup', by: 'asked' };
  const group = [
    of(1, 'height of the Eiffel Tower'),
    of(0, 'Eiffel tower height'),
    of(0.5, '東京の人口'),
    of(0.1, '東京 人口'),
    of(0.9, 'unlike anything'),
  ];
  near(shapedBy(settings, group), [0.5, -0.5, 0.2, -0.2, 0]);
  near(shapedBy({ ...settings, at: 1 }, group), [0, 0, 0, 0, 0]);
  near(shapedBy({ ...settings, at: 0 }, group), [0.5, -0.5, 0, -0.4, 0.4]);
  near(shapedBy(settings, [of(1, 'one'), of(0, 7)]), [1, 0]);
});

test('property: regroup and amplify: no sign turns against the comparison, and each group of texts sums to 0', () => {
  const rollout = fc.record({
    reward: fc.double({ min: 0, max: 1, noNaN: true }),
    asked: fc.constantFrom('a b', 'b c', 'c d', 'x y', 'y z', ''),
  });
  fc.assert(
    fc.property(
      fc.array(rollout, { minLength: 1, maxLength: 8 }),
      fc.integer({ min: 1, max: 9 }),
      (list, gain) => {
        const group = list.map(({ reward, asked }) => member({ reward, extra: { asked } }));
        const made = shapedBy({ shape: 'regroup', by: 'asked' }, group) as number[];
        assert.ok(Math.abs(made.reduce((sum, value) => sum + value, 0)) < 1e-9);
        const plain = shapedBy({ shape: 'amplify', gain: 1 }, group) as number[];
        const more = shapedBy({ shape: 'amplify', gain }, group) as number[];
        for (const [index, value] of more.entries())
          assert.ok(value === plain[index] || (value > 0 && Math.abs(value - gain * plain[index]!) < 1e-9));
      },
    ),
    { numRuns: 200 },
  );
});

test('amplify: few successes weigh more, and what is right often is left alone', () => {
  const settings = { shape: 'amplify', gain: 2, below: 0.5 };
  near(shapedBy(settings, [right(), wrong(), wrong(), wrong()]), [1.5, -0.25, -0.25, -0.25]);
  near(shapedBy(settings, [right(), right(), wrong(), wrong()]), [0.5, 0.5, -0.5, -0.5]);
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
