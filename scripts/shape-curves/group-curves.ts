import { taskValue } from '../../src/rewards/shapes/audit.ts';
import { type Curve, first, member, shapedFirst } from './curve.ts';

const right = { correctness: 1 };
const wrong = { correctness: 0 };
const many = (count: number, slots: object) => Array.from({ length: count }, () => member(slots));
const line = (at: (x: number) => number, name = '') => ({ name, at });
/** A rollout on which two models say what is given. */
const voted = (one: number, other: number) =>
  member(right, {
    said: [one, other].map((value, index) => ({ tool: `model ${index}`, slot: 'quality' as const, value })),
  });

/** Shapes that compare the rollouts of a group. */
export const GROUP_CURVES: readonly Curve[] = [
  {
    title: 'canon: own reward against both halves',
    across: 'reward of a long one (others 0, 0 and 1)',
    ...{ from: 0, to: 1 },
    lines: [1, 0.5, 0].map((between) =>
      line(
        (x) =>
          first({ shape: 'canon', between }, [
            member({ correctness: x }, { length: 9 }),
            member(right, { length: 8 }),
            member(wrong, { length: 1 }),
            member(wrong, { length: 2 }),
          ]),
        `between ${between}`,
      ),
    ),
  },
  {
    title: 'scale by surprisal, from 0.5 to −0.5',
    across: 'surprisal of a right one (the wrong one: 1)',
    ...{ from: 0, to: 2 },
    lines: [0, 100].map((step) =>
      line(
        (x) =>
          first(
            { shape: 'scale', measure: 'extra:s', from: 0.5, to: -0.5, end: 100 },
            [member(right, { extra: { s: x } }), member(wrong, { extra: { s: 1 } })],
            step,
          ),
        step === 0 ? 'first step' : 'last step',
      ),
    ),
  },
  {
    title: 'apart: guided ones by themselves',
    across: 'reward of a guided one',
    ...{ from: 0, to: 1 },
    lines: [true, false].map((alike) =>
      line(
        (x) =>
          first({ shape: 'apart', by: 'guided' }, [
            member({ correctness: x }, { extra: { guided: true } }),
            member(right, { extra: { guided: alike } }),
            ...many(2, wrong),
          ]),
        alike ? 'beside a right guided one' : 'the only guided one',
      ),
    ),
  },
  {
    title: 'regroup: by the likeness of sub-queries',
    across: 'at (one of two words in common)',
    ...{ from: 0, to: 1 },
    lines: [
      line((at) =>
        first({ shape: 'regroup', by: 'asked', at }, [
          member(right, { extra: { asked: 'Faust author' } }),
          member(wrong, { extra: { asked: 'Faust writer' } }),
        ]),
      ),
    ],
  },
  {
    title: 'amplify, gain 2, below 0.5',
    across: 'right ones among eight',
    ...{ from: 1, to: 8, whole: true },
    names: [0.4, 0],
    lines: [1, 2].map((gain) =>
      line(
        (x) => first({ shape: 'amplify', gain }, [...many(x, right), ...many(8 - x, wrong)]),
        gain === 1 ? 'r − mean' : 'of a right one',
      ),
    ),
  },
  {
    title: 'gdpo: slots one by one, summed',
    across: 'format (others: right 0.5, wrong 0.5)',
    ...{ from: 0, to: 1 },
    lines: [false, true].map((gated) =>
      line(
        (x) =>
          first(
            {
              shape: 'gdpo',
              weights: { correctness: 1, format: 1 },
              ...(gated && { behind: { slot: 'correctness', at: 1 } }),
            },
            [
              member({ correctness: 0, format: x }),
              member({ correctness: 1, format: 0.5 }),
              member({ correctness: 0, format: 0.5 }),
            ],
          ),
        gated ? 'behind correctness' : 'of a wrong one',
      ),
    ),
  },
  {
    title: 'hybrid of a rule and a model',
    across: 'confidence in the rule (rule 1)',
    ...{ from: 0, to: 1 },
    names: [0.6, 0.65],
    lines: [0.2, 0.7].map((quality) =>
      line(
        (confidence) => first({ shape: 'hybrid', confidence }, [member({ ...right, quality })]),
        `model ${quality}`,
      ),
    ),
  },
  {
    title: 'ensemble: weight of a rollout',
    across: 'what the second model says (the first: 1)',
    ...{ from: 0, to: 1 },
    lines: [
      line((x) => shapedFirst({ shape: 'ensemble' }, [voted(1, x), voted(0, 0), voted(0.4, 1)]).weight ?? 1),
    ],
  },
  {
    title: 'adaptive: a slot while few are right',
    across: 'right ones among eight (below 0.5)',
    ...{ from: 1, to: 8, whole: true },
    lines: [
      line((x) =>
        first({ shape: 'adaptive', slot: 'format', weight: 0.2, below: 0.5 }, [
          ...many(x, { ...right, format: 1 }),
          ...many(8 - x, { ...wrong, format: 1 }),
        ]),
      ),
    ],
  },
  {
    title: 'novelty, weight 0.1, behind the mark 1',
    across: 'letters unlike the others’, of 20',
    ...{ from: 0, to: 20, whole: true },
    names: [0, 0.5],
    lines: [1, 0].map((correctness) =>
      line(
        (x) =>
          first({ shape: 'novelty', neighbours: 1 }, [
            member(
              { correctness },
              { text: 'abcdefghijklmnopqrst'.slice(0, 20 - x) + 'uvwxyz0123456789?!#+'.slice(0, x) },
            ),
            member(right, { text: 'abcdefghijklmnopqrst' }),
            member(right, { text: 'tsrqponmlkjihgfedcba' }),
          ]),
        correctness === 1 ? 'a right one' : 'a wrong one',
      ),
    ),
  },
  {
    title: 'filter: weight in a group of 0, 0.1 … 1',
    across: 'reward',
    ...{ from: 0, to: 1 },
    names: [0.35, 0.1],
    lines: ['best-worst', 'top'].map((keep) =>
      line(
        (x) =>
          shapedFirst({ shape: 'filter', keep, count: 2 }, [
            member({}, { reward: x, text: 'own' }),
            ...Array.from({ length: 11 }, (_, at) => member({}, { reward: at / 10, text: `${at}` })),
          ]).weight ?? 1,
        keep,
      ),
    ),
  },
  {
    title: 'audit: task value of a group',
    across: 'share that is right',
    ...{ from: 0, to: 1 },
    lines: [line(taskValue)],
  },
];
