import assert from 'node:assert/strict';
import { test } from 'node:test';
import { SHAPE_NAMES, type ShapeSettings, shapeSettings } from '../../spec/shaping.ts';
import { shapingList } from '../../spec/shaping-list.ts';
import { SLOTS, type Slots } from '../../spec/slots.ts';
import { fc } from '../../testing/fc.ts';
import { member } from '../../testing/shaped-group.ts';
import type { Member } from './member.ts';
import { shapeGroup } from './shape-group.ts';

const NONE: Slots = { correctness: null, quality: null, format: null, efficiency: null, safety: null };

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
  { shape: 'regroup', by: 'asked' },
  { shape: 'amplify', right: 0.7 },
  { shape: 'gdpo', weights: { correctness: 2, format: 1 } },
  { shape: 'hybrid', confidence: 0.3, model: 'format' },
  { shape: 'ensemble', slot: 'format' },
  { shape: 'adaptive', slot: 'format', weight: 0.1 },
  { shape: 'novelty', at: 0.5 },
  { shape: 'filter', keep: 'best-worst' },
  { shape: 'steps', algorithm: 'ppo' },
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
    asked: fc.constantFrom('a b c', 'b c', 'c d', 'x', undefined),
    judged: fc.option(fc.array(share, { minLength: 1, maxLength: 4 })),
  })
  .map(({ scored, slots: [correctness, format, safety], lacks, text, votes, asked, judged }) => {
    const filled = { ...NONE, correctness, format, safety, ...(lacks && { [lacks]: null }) };
    const said = votes.map((value, index) => ({
      ...{ tool: `t${index}`, slot: 'format' as const, value },
      ...(judged && index === 0 && { steps: judged }),
    }));
    const extra = asked === undefined ? {} : { asked };
    return member({ reward: scored ? correctness : null, slots: filled, text, said, extra });
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
        for (const [index, { reward, weight = 1, ...more }] of made.entries()) {
          assert.equal(reward === null, members[index]!.reward === null);
          assert.ok(reward !== null || (!more.stepRewards && more.taskValue === undefined && weight === 1));
          assert.ok(reward === null || Number.isFinite(reward), `${first.shape}, ${second.shape}`);
          assert.ok(weight >= 0 && weight <= 1);
        }
        fc.pre(new Set(members.map(({ text }) => text)).size === members.length);
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
