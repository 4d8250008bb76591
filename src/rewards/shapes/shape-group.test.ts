import assert from 'node:assert/strict';
import { test } from 'node:test';
import { shapeSettings } from '../../spec/shaping.ts';
import { fc } from '../../testing/fc.ts';
import { long, member, near, PLACE, right, shapedBy, wrong } from '../../testing/shaped-group.ts';
import { taskValue } from './audit.ts';
import type { Member } from './member.ts';
import { weightAt } from './schedule.ts';
import { shapeGroup } from './shape-group.ts';

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
  const chosen = (algorithm: string) => {
    const [shaped] = shapeGroup(group, [shapeSettings.parse({ shape: 'steps', algorithm })], PLACE);
    return shaped!.stepRewards!;
  };
  near(chosen('grpo'), [0, 0, 0.8]);
  near(chosen('rloo'), [0.8, 0, 0]);
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
  const [told] = shapeGroup(
    [right(), wrong(), wrong(), wrong()],
    [shapeSettings.parse({ shape: 'audit' })],
    PLACE,
  );
  assert.equal(told!.taskValue, 0.75);
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
