import { par } from '../../src/rewards/par.ts';
import { type Curve, first, member } from './curve.ts';

const right = { correctness: 1 };
/** Shapes of one reward by itself, or by its length. */
export const OWN_CURVES: readonly Curve[] = [
  {
    title: 'par: score less that of a reference',
    across: 'score − reference',
    from: -6,
    to: 6,
    lines: [{ name: '', at: (x) => par(x, [0])! }],
  },
  {
    title: 'gate at 0.5, 0.5 of format',
    across: 'correctness (format = 1)',
    from: 0,
    to: 1,
    lines: [
      {
        name: '',
        at: (x) =>
          first({ shape: 'gate', at: 0.5, pay: { format: 0.5 } }, [member({ correctness: x, format: 1 })]),
      },
    ],
  },
  {
    title: 'product of progress and a factor',
    across: 'factor',
    from: 0,
    to: 1,
    lines: [1, 0.5].map((correctness) => ({
      name: `progress ${correctness}`,
      at: (x: number) =>
        first({ shape: 'product', factors: ['format'] }, [member({ correctness, format: x })]),
    })),
  },
  {
    title: 'stages: format at 0.5, then correctness',
    across: 'format',
    from: 0,
    to: 1,
    lines: [1, 0].map((correctness) => ({
      name: `correctness ${correctness}`,
      at: (x: number) =>
        first(
          {
            shape: 'stages',
            stages: [
              { slot: 'format', at: 0.5 },
              { slot: 'correctness', at: 1 },
            ],
          },
          [member({ correctness, format: x })],
        ),
    })),
  },
  {
    title: 'schedule from 0.5 to 0 over 100 steps',
    across: 'step (reward 0, slot 1)',
    from: 0,
    to: 120,
    lines: ['cosine', 'linear'].map((curve) => ({
      name: curve,
      at: (x: number) =>
        first(
          { shape: 'schedule', slot: 'format', from: 0.5, to: 0, end: 100, curve },
          [member({ correctness: 0, format: 1 })],
          x,
        ),
    })),
  },
  {
    title: 'tiers at 0.3, 0.6 and 0.9',
    across: 'reward',
    from: 0,
    to: 1,
    lines: [
      {
        name: '',
        at: (x) =>
          first({ shape: 'tiers', edges: [0.3, 0.6, 0.9], values: [0, 0.1, 0.4, 1] }, [
            member({}, { reward: x }),
          ]),
      },
    ],
  },
  {
    title: 'length-gate, share 0.5, most 0.2',
    across: 'characters of a right rollout',
    names: [0, 0.6],
    from: 100,
    to: 500,
    lines: [
      {
        name: 'all right',
        at: (x) =>
          first({ shape: 'length-gate' }, [
            member(right, { length: x }),
            member(right, { length: 100 }),
            member(right, { length: 500 }),
          ]),
      },
      {
        name: 'one of four right',
        at: (x) =>
          first({ shape: 'length-gate' }, [
            member(right, { length: x }),
            ...[1, 2, 3].map(() => member({ correctness: 0 })),
          ]),
      },
    ],
  },
  {
    title: 'length-penalty, free 200, cap 400',
    across: 'characters',
    from: 0,
    to: 600,
    lines: [
      {
        name: '',
        at: (x) => first({ shape: 'length-penalty', free: 200, cap: 400 }, [member(right, { length: x })]),
      },
    ],
  },
];
