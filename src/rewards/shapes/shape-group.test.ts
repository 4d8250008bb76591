import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import {
  SHAPE_NAMES,
  type ShapeSettings,
  shapeSettings,
  shapingList,
  shapingOf,
} from '../../spec/shaping.ts';
import { SLOTS, type Slots } from '../../spec/slots.ts';
import { taskValue } from './audit.ts';
import type { Member } from './member.ts';
import { weightAt } from './schedule.ts';
import { shapeGroup } from './shape-group.ts';

const NONE: Slots = { correctness: null, quality: null, format: null, efficiency: null, safety: null };
const PLACE = { step: 10, seed: 7 };

interface Told extends Partial<Omit<Member, 'slots'>> {
  readonly slots?: Partial<Slots>;
}
function member({ slots = {}, ...told }: Told): Member {
  const filled = { ...NONE, ...slots };
  return {
    reward: filled.correctness,
    said: [],
    text: 'one two',
    steps: 0,
    extra: {},
    ...told,
    slots: filled,
  };
}
function shapedBy(settings: object, members: readonly Member[], step = PLACE.step): (number | null)[] {
  const list = [shapeSettings.parse(settings)];
  return shapeGroup(members, list, { ...PLACE, step }).map(({ reward }) => reward);
}
function near(actual: readonly (number | null)[], wanted: readonly (number | null)[]): void {
  assert.equal(actual.length, wanted.length);
  for (const [index, value] of wanted.entries()) {
    if (value === null) assert.equal(actual[index], null);
    else assert.ok(Math.abs((actual[index] ?? Number.NaN) - value) < 1e-3, `${actual} is not ${wanted}`);
  }
}
const right = (slots: Partial<Slots> = {}, told: Told = {}) =>
  member({ slots: { correctness: 1, ...slots }, ...told });
const wrong = (slots: Partial<Slots> = {}, told: Told = {}) =>
  member({ slots: { correctness: 0, ...slots }, ...told });

test('gate: auxiliaries are paid only where the gate is reached, and never below 0', () => {
  const settings = { shape: 'gate', at: 1, pay: { format: 0.5 } };
  near(shapedBy(settings, [right({ format: 1 }), wrong({ format: 1 }), right({ format: -3 })]), [1.5, 0, 1]);
});

test('product: factors reduce what was reached; a broken hard rule leaves nothing', () => {
  const settings = { shape: 'product', progress: 'correctness', factors: ['format'], hard: ['safety'] };
  const of = (correctness: number, format: number, safety: number) =>
    member({ slots: { correctness, format, safety } });
  near(shapedBy(settings, [of(0.8, 0.5, 1), of(1, 1, 0), of(1, 1, 1)]), [0.4, 0, 1]);
});

test('stages: a stage counts only where all before it were reached', () => {
  const settings = {
    shape: 'stages',
    stages: [
      { slot: 'format', at: 1 },
      { slot: 'correctness', at: 0.5 },
      { slot: 'quality', at: 0 },
    ],
  };
  const of = (format: number, correctness: number, quality: number) =>
    member({ slots: { format, correctness, quality } });
  near(shapedBy(settings, [of(1, 1, 0.6), of(1, 0.2, 1), of(0, 1, 1)]), [2.6 / 3, 1.2 / 3, 0]);
});

test('schedule: the weight goes from one value to the other over the steps', () => {
  const settings = { shape: 'schedule', slot: 'format', from: 0.4, to: 0, start: 0, end: 100 };
  const group = [right({ format: 1 })];
  near(
    [0, 50, 100, 900].map((step) => shapedBy(settings, group, step)[0]!),
    [1.4, 1.2, 1, 1],
  );
  near(shapedBy({ ...settings, curve: 'linear' }, group, 25), [1.3]);
  fc.assert(
    fc.property(fc.nat(400), fc.constantFrom('linear', 'cosine'), (step, curve) => {
      const parsed = shapeSettings.parse({ ...settings, curve });
      assert.ok(parsed.shape === 'schedule');
      const weight = weightAt(step, parsed);
      assert.ok(weight >= -1e-12 && weight <= 0.4 + 1e-12 && weightAt(step + 1, parsed) <= weight + 1e-12);
    }),
  );
  const unsaid = shapeGroup(group, [shapeSettings.parse(settings)], { seed: 1 });
  assert.deepEqual(
    [unsaid[0]!.reward, unsaid[0]!.steps],
    [1, [{ shape: 'schedule', skipped: 'the request says no step' }]],
  );
});

test('tiers: the value of the tier, which keeps the order of rewards', () => {
  const settings = { shape: 'tiers', edges: [0.5, 0.9], values: [0, 0.4, 1] };
  near(
    shapedBy(
      settings,
      [0.2, 0.5, 0.89, 0.9, 1].map((reward) => member({ reward })),
    ),
    [0, 0.4, 0.4, 1, 1],
  );
  for (const bad of [
    { edges: [1, 0], values: [0, 1, 2] },
    { edges: [0], values: [1, 0] },
    { edges: [0], values: [1] },
  ])
    assert.equal(shapeSettings.safeParse({ shape: 'tiers', ...bad }).success, false);
});

const long = (length: number) => ({ text: 'x'.repeat(length) });

test('length-gate: length costs nothing while the group is mostly wrong, and never puts a right one below a wrong one', () => {
  const settings = { shape: 'length-gate', share: 0.5, most: 0.4 };
  near(shapedBy(settings, [right({}, long(900)), wrong(), wrong()]), [1, 0, 0]);
  near(
    shapedBy(settings, [
      right({}, long(100)),
      right({}, long(300)),
      right({}, long(200)),
      wrong({}, long(1)),
    ]),
    [1, 0.6, 0.8, 0],
  );
  fc.assert(
    fc.property(
      fc.array(fc.record({ reward: fc.constantFrom(0, 0.5, 0.9, 1), length: fc.nat(500) }), {
        minLength: 1,
        maxLength: 12,
      }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (rollouts, most) => {
        const members = rollouts.map(({ reward, length }) => member({ reward, ...long(length) }));
        const made = shapedBy({ ...settings, most }, members);
        for (const [index, { reward }] of rollouts.entries())
          for (const [other, { reward: less }] of rollouts.entries())
            if (reward === 1 && less < 1) assert.ok(made[index]! >= made[other]! - 1e-12);
      },
    ),
  );
});

test('length-penalty: nothing up to free, all of it from cap on', () => {
  const settings = { shape: 'length-penalty', free: 100, cap: 200, most: 0.5 };
  near(
    shapedBy(
      settings,
      [50, 100, 150, 200, 999].map((length) => right({}, long(length))),
    ),
    [1, 1, 0.75, 0.5, 0.5],
  );
});

test('a measure that the trainer sends, and one that a rollout lacks', () => {
  const settings = { shape: 'length-penalty', measure: 'extra:tokens', free: 10, cap: 20, most: 1 };
  near(
    shapedBy(settings, [right({}, { extra: { tokens: 15 } }), right({}, { extra: { tokens: 5 } })]),
    [0.5, 1],
  );
  const lacking = [right({}, { extra: { tokens: 15 } }), right({}, { extra: { tokens: 'many' } })];
  near(shapedBy(settings, lacking), [1, 1]);
});

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

test('filter: the ends of the group have weight, and equal ones are told apart by their texts', () => {
  const group = [0.5, 1, 0, 0.7].map((reward) => member({ reward, text: String(reward) }));
  const kept = (keep: string, members = group) =>
    shapeGroup(members, [shapeSettings.parse({ shape: 'filter', keep })], PLACE).map(
      ({ weight = 1 }) => weight,
    );
  assert.deepEqual(kept('best-worst'), [0, 1, 1, 0]);
  assert.deepEqual(kept('top'), [0, 1, 0, 0]);
  assert.equal(
    kept('best-random').reduce((sum, weight) => sum + weight, 0),
    2,
  );
});

test('steps: every way, beside a reward that stays as it is', () => {
  const tool = { tool: 'judge', slot: 'correctness' as const, value: 0.8, steps: [0.9, 0.3, 0.6] };
  const group = [member({ reward: 0.8, said: [tool] })];
  const made = (how: string, more: object = {}) => {
    const [shaped] = shapeGroup(group, [shapeSettings.parse({ shape: 'steps', how, ...more })], PLACE);
    assert.equal(shaped!.reward, 0.8);
    return shaped!;
  };
  near(made('clip').stepRewards!, [-0.1, -0.7, -0.4]);
  near(made('delta').stepRewards!, [0.6, -0.3, 0.6]);
  near(made('potential').stepRewards!, [-0.6, 0.3, -0.6]);
  near(made('share').stepRewards!, [0.4, 0.4 / 3, 0.8 / 3]);
  near(made('progress').stepRewards!, [0.8, 0, 0]);
  near(made('outcome-first').stepRewards!, [0.3, -0.3, 0.8]);
  near(made('last').stepRewards!, [0, 0, 0.8]);
  near(made('first-error').stepRewards!, [0, -0.2, 0]);
  assert.deepEqual(made('first-error').flags, ['first_error']);
  assert.deepEqual(made('first-error', { below: 0.2 }).flags, []);
  const other = made('share', { tool: 'nobody' });
  assert.deepEqual(other.steps, [{ shape: 'steps', skipped: 'no tool scored the steps of a rollout' }]);
});

test('audit: groups that teach nothing, ties at the top, ranks that hang on the weights', () => {
  const flags = (...members: Member[]) =>
    shapeGroup(members, [shapeSettings.parse({ shape: 'audit' })], PLACE)[0]!.flags;
  assert.deepEqual(flags(right(), right()), ['zero_variance']);
  assert.deepEqual(flags(right(), right(), wrong()), ['tie']);
  assert.deepEqual(flags(right(), wrong()), []);
  assert.deepEqual(
    flags(right({ quality: 0.5 }), member({ reward: 0.74, slots: { correctness: 0.5, quality: 0.98 } })),
    ['weight_sensitive'],
  );
  assert.deepEqual([0, 0.5, 1].map(taskValue), [0, 1, 0]);
});

test('numbers that grow out of bounds and groups too large to compare leave a group as it was', () => {
  const huge = [member({ reward: 1, slots: { format: Number.MAX_VALUE } })];
  const gate = shapeSettings.parse({ shape: 'schedule', slot: 'format', from: 1000, to: 0, end: 20 });
  const [made] = shapeGroup(huge, [gate], { step: 0, seed: 1 });
  assert.deepEqual(
    [made!.reward, made!.steps],
    [1, [{ shape: 'schedule', skipped: 'a number of it would be too large' }]],
  );
  const many = Array.from({ length: 300 }, (_, index) => right({}, { text: `answer ${index}` }));
  assert.deepEqual(
    shapedBy({ shape: 'novelty' }, many),
    many.map(() => 1),
  );
});

test('lists that contradict themselves are refused, and say why', () => {
  const refused = (...names: object[]) => {
    const parsed = shapingList.safeParse(names);
    assert.equal(parsed.success, false, JSON.stringify(names));
    return JSON.stringify(parsed.error?.issues.map(({ message }) => message));
  };
  const cap = { free: 1, cap: 2 };
  assert.match(refused({ shape: 'length-gate' }, { shape: 'length-penalty', ...cap }), /choose one/);
  assert.match(refused({ shape: 'length-gate' }, { shape: 'canon' }), /choose one/);
  assert.match(refused({ shape: 'gdpo', weights: { format: 1 } }, { shape: 'length-gate' }), /advantages/);
  assert.match(refused({ shape: 'canon' }, { shape: 'canon' }), /already/);
  assert.ok(
    shapingList.safeParse([{ shape: 'length-gate' }, { shape: 'audit' }, { shape: 'filter', keep: 'top' }])
      .success,
  );
});

test('the exact kind wins over its family, and that over the star', () => {
  const lists = { '*': [audit(0)], math: [audit(1)], 'math.final-answer': [audit(2)] };
  const rights = ['math.final-answer', 'math.proof', 'chat', null].map((kind) => shapingOf(kind, lists));
  assert.deepEqual(rights, [[audit(2)], [audit(1)], [audit(0)], [audit(0)]]);
  assert.deepEqual(shapingOf('chat', {}), []);
});
function audit(value: number): ShapeSettings {
  return shapeSettings.parse({ shape: 'audit', right: value });
}

const EXAMPLES: readonly ShapeSettings[] = [
  { shape: 'gate', at: 0.5, pay: { format: 0.3 } },
  { shape: 'product', factors: ['format'], hard: ['safety'] },
  {
    shape: 'stages',
    stages: [
      { slot: 'format', at: 0.5 },
      { slot: 'correctness', at: 0.5 },
    ],
  },
  { shape: 'schedule', slot: 'format', from: 1, to: 0, end: 20 },
  { shape: 'tiers', edges: [0.5], values: [0, 1] },
  { shape: 'length-gate', right: 0.8 },
  { shape: 'length-penalty', free: 3, cap: 9 },
  { shape: 'canon' },
  { shape: 'scale', measure: 'characters', from: 0.5, to: -0.5, end: 20 },
  { shape: 'apart', by: 'guided' },
  { shape: 'gdpo', weights: { correctness: 2, format: 1 } },
  { shape: 'hybrid', confidence: 0.3, model: 'format' },
  { shape: 'ensemble', slot: 'format' },
  { shape: 'adaptive', slot: 'format', weight: 0.1 },
  { shape: 'novelty', at: 0.5 },
  { shape: 'filter', keep: 'best-worst' },
  { shape: 'steps', how: 'delta' },
  { shape: 'audit' },
].map((settings) => shapeSettings.parse(settings));

test('every shape has an example', () => {
  assert.deepEqual(EXAMPLES.map(({ shape }) => shape).toSorted(), [...SHAPE_NAMES].toSorted());
});

const share = fc.double({ min: 0, max: 1, noNaN: true });
const anyMember: fc.Arbitrary<Member> = fc
  .record({
    scored: fc.boolean(),
    slots: fc.tuple(share, share, share),
    lacks: fc.constantFrom(null, null, null, ...SLOTS),
    text: fc.string({ maxLength: 12 }),
    votes: fc.tuple(share, share),
  })
  .map(({ scored, slots: [correctness, format, safety], lacks, text, votes }) => {
    const filled = { ...NONE, correctness, format, safety, ...(lacks && { [lacks]: null }) };
    const said = votes.map((value, index) => ({ tool: `t${index}`, slot: 'format' as const, value }));
    return member({ reward: scored ? correctness : null, slots: filled, text, said });
  });

test('property: no shape makes a number of nothing, and the order of a group changes nothing but the order', () => {
  fc.assert(
    fc.property(
      fc.array(anyMember, { maxLength: 9 }),
      fc.constantFrom(...EXAMPLES),
      fc.constantFrom(...EXAMPLES),
      fc.nat(),
      (members, first, second, seed) => {
        const list = shapingList.safeParse([first, second]).success ? [first, second] : [first];
        const made = shapeGroup(members, list, { step: 5, seed });
        for (const [index, { reward, weight = 1 }] of made.entries()) {
          assert.equal(reward === null, members[index]!.reward === null);
          assert.ok(reward === null || Number.isFinite(reward), `${first.shape}, ${second.shape}`);
          assert.ok(weight >= 0 && weight <= 1);
        }
        if (new Set(members.map(({ text }) => text)).size < members.length) return;
        const turned = shapeGroup(members.toReversed(), list, { step: 5, seed }).toReversed();
        for (const [index, { reward, weight, flags }] of turned.entries()) {
          const straight = made[index]!;
          assert.ok(reward === straight.reward || Math.abs(reward! - straight.reward!) < 1e-9);
          assert.deepEqual([weight, [...flags].sort()], [straight.weight, [...straight.flags].sort()]);
        }
      },
    ),
    { numRuns: 1_500 },
  );
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
