/** The law of each shape, over groups of any rewards: what its paper asks for beyond single values. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { SHAPE_NAMES, type ShapeName, shapeSettings } from '../../spec/shaping.ts';
import { fc } from '../../testing/fc.ts';
import { member } from '../../testing/shaped-group.ts';
import type { Member } from './member.ts';
import { type MemberShaped, shapeGroup } from './shape-group.ts';

interface Law {
  readonly settings: object;
  readonly says: string;
  readonly holds: (group: readonly Member[], made: readonly MemberShaped[]) => void;
}

const LEAST = 1e-9;
const number = (value: number | null): number => value ?? Number.NaN;
const sumOf = (values: readonly (number | null)[]): number =>
  values.reduce<number>((sum, value) => sum + number(value), 0);
const near = (one: number | null, other: number | null): void =>
  assert.ok(Math.abs(number(one) - number(other)) < 1e-6, `${one} is not ${other}`);
const unchanged = (group: readonly Member[], made: readonly MemberShaped[]): void =>
  assert.deepEqual(
    made.map(({ reward }) => reward),
    group.map(({ reward }) => reward),
  );
const rewardsOf = (made: readonly MemberShaped[]): number[] => made.map(({ reward }) => number(reward));
/** Each pair of rollouts, with what they earned before and after. */
function eachPair(
  group: readonly Member[],
  made: readonly MemberShaped[],
  check: (one: { member: Member; now: number }, other: { member: Member; now: number }) => void,
): void {
  const all = group.map((one, index) => ({ member: one, now: number(made[index]!.reward) }));
  for (const one of all) for (const other of all) check(one, other);
}
const correct = ({ slots }: Member): number => number(slots.correctness);
const meanOf = (values: readonly number[]): number => sumOf(values) / values.length;

const LAWS: Readonly<Record<ShapeName, Law>> = {
  gate: {
    settings: { at: 0.5, pay: { format: 0.4 } },
    says: 'no auxiliary lets a rollout that fails the gate beat one that passes it',
    holds: (group, made) =>
      eachPair(group, made, (one, other) => {
        if (correct(one.member) >= 0.5 && correct(other.member) < 0.5) assert.ok(one.now >= other.now);
      }),
  },
  product: {
    settings: { factors: ['format'], hard: ['safety'] },
    says: 'never above the progress, and nothing behind a broken hard rule',
    holds: (group, made) =>
      group.forEach((one, index) => {
        const now = number(made[index]!.reward);
        assert.ok(now >= 0 && now <= correct(one) + LEAST);
        if (one.slots.safety === 0) assert.equal(now, 0);
      }),
  },
  stages: {
    settings: {
      stages: [
        { slot: 'format', at: 0.5 },
        { slot: 'correctness', at: 0.5 },
      ],
    },
    says: 'a rollout that reached a stage beats each that did not',
    holds: (group, made) =>
      eachPair(group, made, (one, other) => {
        const [format, less] = [number(one.member.slots.format), number(other.member.slots.format)];
        if (format >= 0.5 && less < 0.5) assert.ok(one.now >= other.now);
        assert.ok(one.now >= 0 && one.now <= 1);
      }),
  },
  schedule: {
    settings: { slot: 'format', from: 1, to: 0, start: 20, end: 30 },
    says: 'before its start the whole weight stands',
    holds: (group, made) =>
      group.forEach((one, index) => near(made[index]!.reward, number(one.reward) + number(one.slots.format))),
  },
  tiers: {
    settings: { edges: [0.3, 0.7], values: [0, 0.2, 1] },
    says: 'keeps the order of rewards',
    holds: (group, made) =>
      eachPair(group, made, (one, other) => {
        if (number(one.member.reward) >= number(other.member.reward)) assert.ok(one.now >= other.now);
      }),
  },
  'length-gate': {
    settings: { right: 0.5, most: 1 },
    says: 'no right rollout falls below a wrong one, and of equal right ones the shorter earns no less',
    holds: (group, made) =>
      eachPair(group, made, (one, other) => {
        const [own, theirs] = [number(one.member.reward), number(other.member.reward)];
        if (own >= 0.5 && theirs < 0.5) assert.ok(one.now >= other.now - LEAST);
        if (own === theirs && own >= 0.5 && one.member.text.length <= other.member.text.length)
          assert.ok(one.now >= other.now - LEAST);
      }),
  },
  'length-penalty': {
    settings: { free: 2, cap: 6, most: 0.5 },
    says: 'costs at most what it may, and never less for more length',
    holds: (group, made) =>
      eachPair(group, made, (one, other) => {
        const cost = number(one.member.reward) - one.now;
        assert.ok(cost >= -LEAST && cost <= 0.5 + LEAST);
        if (one.member.text.length >= other.member.text.length)
          assert.ok(cost >= number(other.member.reward) - other.now - LEAST);
      }),
  },
  canon: {
    settings: { between: 0.5 },
    says: 'with equal halves the mean of both comparisons is the distance from the mean (Dr. GRPO)',
    holds: (group, made) => {
      if (made.some(({ steps }) => 'skipped' in steps[0]!)) return;
      const middle = group.map(({ text }) => text.length).toSorted((a, b) => a - b)[
        Math.ceil(group.length / 2) - 1
      ]!;
      const high = group.filter(({ text }) => text.length > middle).length;
      if (high * 2 !== group.length) return;
      const all = meanOf(group.map(({ reward }) => number(reward)));
      group.forEach((one, index) => near(made[index]!.reward, number(one.reward) - all));
    },
  },
  scale: {
    settings: { measure: 'characters', from: 1, to: -1, end: 20 },
    says: 'no advantage turns its sign, and none is more than doubled',
    holds: (group, made) => {
      if (made.some(({ steps }) => 'skipped' in steps[0]!)) return;
      const all = meanOf(group.map(({ reward }) => number(reward)));
      group.forEach((one, index) => {
        const [plain, now] = [number(one.reward) - all, number(made[index]!.reward)];
        assert.ok(plain * now >= -LEAST && Math.abs(now) <= 2 * Math.abs(plain) + LEAST);
      });
    },
  },
  apart: {
    settings: { by: 'sort' },
    says: 'each sort sums to 0',
    holds: (group, made) => {
      for (const sort of new Set(group.map(({ extra }) => extra.sort)))
        near(
          sumOf(made.filter((_, index) => group[index]!.extra.sort === sort).map(({ reward }) => reward)),
          0,
        );
    },
  },
  regroup: {
    settings: { by: 'sort', at: 1 },
    says: 'at a likeness of 1 it is `apart` by the words',
    holds: (group, made) => {
      const list = [shapeSettings.parse({ shape: 'apart', by: 'sort' })];
      const apart = shapeGroup(group, list, PLACE);
      made.forEach(({ reward }, index) => near(reward, apart[index]!.reward));
    },
  },
  amplify: {
    settings: { gain: 3, right: 0.5 },
    says: 'changes no sign and no order',
    holds: (group, made) =>
      eachPair(group, made, (one, other) => {
        if (number(one.member.reward) >= number(other.member.reward)) assert.ok(one.now >= other.now - LEAST);
      }),
  },
  gdpo: {
    settings: { weights: { correctness: 1, format: 2 } },
    says: 'sums to 0, and a slot that is moved or stretched for all changes nothing',
    holds: (group, made) => {
      if (made.some(({ steps }) => 'skipped' in steps[0]!)) return;
      near(sumOf(rewardsOf(made)), 0);
      const moved = group.map((one) => ({
        ...one,
        slots: { ...one.slots, format: 1_000 * number(one.slots.format) + 7 },
      }));
      const list = [shapeSettings.parse({ shape: 'gdpo', ...LAWS.gdpo.settings })];
      // But for the small constant that is added to a deviation.
      shapeGroup(moved, list, PLACE).forEach(({ reward }, index) => {
        assert.ok(Math.abs(number(reward) - number(made[index]!.reward)) < 0.01);
      });
    },
  },
  hybrid: {
    settings: { confidence: 0.3, model: 'format' },
    says: 'lies between the rule and the model',
    holds: (group, made) =>
      group.forEach((one, index) => {
        const both = [correct(one), number(one.slots.format)];
        const now = number(made[index]!.reward);
        assert.ok(now >= Math.min(...both) - LEAST && now <= Math.max(...both) + LEAST);
      }),
  },
  ensemble: {
    settings: { slot: 'format', least: 0 },
    says: 'changes no reward, and where nothing is asked of the vote all have weight',
    holds: (group, made) => {
      unchanged(group, made);
      assert.ok(made.every(({ weight = 1 }) => weight === 1));
    },
  },
  adaptive: {
    settings: { slot: 'format', weight: 0.5, above: 0.4, below: 0.6, right: 0.5 },
    says: 'outside of its window nothing changes',
    holds: (group, made) => {
      const rate = group.filter(({ reward }) => number(reward) >= 0.5).length / group.length;
      if (rate < 0.4 || rate > 0.6) unchanged(group, made);
    },
  },
  novelty: {
    settings: { weight: 0.2, at: 0.5 },
    says: 'pays at most its weight, and nothing for what is wrong',
    holds: (group, made) =>
      group.forEach((one, index) => {
        const more = number(made[index]!.reward) - number(one.reward);
        assert.ok(more >= -LEAST && more <= 0.2 + LEAST);
        if (number(one.reward) < 0.5) assert.equal(more, 0);
      }),
  },
  filter: {
    settings: { keep: 'best-worst', count: 1 },
    says: 'changes no reward, keeps both ends, and no more than it says',
    holds: (group, made) => {
      unchanged(group, made);
      const kept = group.filter((_, index) => made[index]!.weight !== 0).map(({ reward }) => number(reward));
      const all = group.map(({ reward }) => number(reward));
      assert.equal(kept.length, Math.min(2, group.length));
      assert.equal(Math.max(...kept), Math.max(...all));
      assert.equal(Math.min(...kept), Math.min(...all));
    },
  },
  steps: {
    settings: { how: 'progress' },
    says: 'changes no reward; step rewards sum to it',
    holds: (group, made) => {
      unchanged(group, made);
      for (const { reward, stepRewards } of made) if (stepRewards) near(sumOf(stepRewards), reward);
    },
  },
  audit: {
    settings: { right: 0.5 },
    says: 'changes no reward; a group of equal ones teaches nothing',
    holds: (group, made) => {
      unchanged(group, made);
      const equal = new Set(group.map(({ reward }) => reward)).size === 1;
      assert.equal(made[0]!.flags.includes('zero_variance'), equal && group.length > 1);
      if (equal) assert.equal(made[0]!.taskValue, 0);
    },
  },
};

const PLACE = { step: 10, seed: 3 };
const value = fc.constantFrom(0, 0.25, 0.5, 0.75, 1);
const anyGroup = fc.array(
  fc
    .record({
      slots: fc.record({ correctness: value, format: value, safety: value }),
      text: fc.string({ maxLength: 9 }),
      sort: fc.constantFrom('one', 'two', 'three'),
      judged: fc.array(value, { minLength: 1, maxLength: 5 }),
    })
    .map(({ slots, text, sort, judged }) => {
      const said = [0, 1].map((tool) => ({
        ...{ tool: `t${tool}`, slot: 'format' as const, value: slots.format, steps: judged },
      }));
      return member({ slots, text, said, extra: { sort } });
    }),
  { minLength: 1, maxLength: 8 },
);

for (const shape of SHAPE_NAMES) {
  const { settings, says, holds } = LAWS[shape];
  test(`law of ${shape}: ${says}`, () => {
    const list = [shapeSettings.parse({ shape, ...settings })];
    fc.assert(
      fc.property(anyGroup, (group) => {
        const made = shapeGroup(group, list, PLACE);
        assert.ok(shape === 'canon' || group.length === 1 || !('skipped' in made[0]!.steps[0]!));
        holds(group, made);
      }),
      { numRuns: 150 },
    );
  });
}
