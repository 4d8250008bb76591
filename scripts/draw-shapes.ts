/**
 * Draws the curves of docs/shaping.md with the functions that shape rewards: `node scripts/with-node.mjs scripts/draw-shapes.ts`.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { par } from '../src/rewards/par.ts';
import { taskValue } from '../src/rewards/shapes/audit.ts';
import type { Member } from '../src/rewards/shapes/member.ts';
import { shapeGroup } from '../src/rewards/shapes/shape-group.ts';
import { shapeSettings } from '../src/spec/shaping.ts';
import type { Slots } from '../src/spec/slots.ts';

interface Curve {
  readonly title: string;
  readonly across: string;
  readonly from: number;
  readonly to: number;
  /** Names of lines stand at the bottom. */
  readonly low?: boolean;
  readonly lines: readonly { readonly name: string; readonly at: (x: number) => number }[];
}

const NONE: Slots = { correctness: null, quality: null, format: null, efficiency: null, safety: null };
function member(slots: Partial<Slots>, length = 1, reward = slots.correctness ?? 0): Member {
  return { reward, slots: { ...NONE, ...slots }, said: [], text: 'x'.repeat(length), steps: 0, extra: {} };
}
/** @returns the reward of the first member after a shape */
function first(settings: object, members: readonly Member[], step = 0): number {
  return shapeGroup(members, [shapeSettings.parse(settings)], { step, seed: 1 })[0]!.reward!;
}

const right = { correctness: 1 };
const CURVES: readonly Curve[] = [
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
          first({ shape: 'tiers', edges: [0.3, 0.6, 0.9], values: [0, 0.1, 0.4, 1] }, [member({}, 1, x)]),
      },
    ],
  },
  {
    title: 'length-gate, share 0.5, most 0.2',
    across: 'characters of a right rollout',
    low: true,
    from: 100,
    to: 500,
    lines: [
      {
        name: 'all right',
        at: (x) =>
          first({ shape: 'length-gate' }, [member(right, x), member(right, 100), member(right, 500)]),
      },
      {
        name: 'one of four right',
        at: (x) =>
          first({ shape: 'length-gate' }, [
            member(right, x),
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
      { name: '', at: (x) => first({ shape: 'length-penalty', free: 200, cap: 400 }, [member(right, x)]) },
    ],
  },
  {
    title: 'task value of a group',
    across: 'share that is right',
    from: 0,
    to: 1,
    lines: [{ name: '', at: taskValue }],
  },
];

const WIDE = 300;
const HIGH = 190;
const EDGE = { left: 38, right: 12, top: 30, bottom: 40 };
const POINTS = 160;
const COLOURS = ['#2563eb', '#d97706'];

function panel({ title, across, from, to, low, lines }: Curve, index: number): string {
  const xs = Array.from(
    { length: POINTS + 1 },
    (_, at) => Math.round((from + ((to - from) * at) / POINTS) * 1e6) / 1e6,
  );
  const points = lines.map(({ at }) => xs.map((x) => at(to > 50 ? Math.round(x) : x)));
  const most = Math.max(1, ...points.flat());
  const least = Math.min(0, ...points.flat());
  const across_ = (x: number): number =>
    EDGE.left + ((x - from) / (to - from)) * (WIDE - EDGE.left - EDGE.right);
  const down = (y: number): number =>
    HIGH - EDGE.bottom - ((y - least) / (most - least)) * (HIGH - EDGE.top - EDGE.bottom);
  const paths = points.map((ys, line) => {
    const path = ys
      .map((y, at) => `${at === 0 ? 'M' : 'L'}${across_(xs[at]!).toFixed(1)} ${down(y).toFixed(1)}`)
      .join('');
    return `<path d="${path}" fill="none" stroke="${COLOURS[line]}" stroke-width="2"/>`;
  });
  const legend = lines.flatMap(({ name }, line) =>
    name === ''
      ? []
      : [
          `<text x="${EDGE.left + 10}" y="${(low ? HIGH - EDGE.bottom - 34 : EDGE.top + 14) + 14 * line}" text-anchor="start" fill="${COLOURS[line]}">${name}</text>`,
        ],
  );
  const ticks = [least, most].map(
    (y) => `<text x="${EDGE.left - 5}" y="${down(y) + 4}" text-anchor="end" fill="#555">${y}</text>`,
  );
  const ends = [from, to].map(
    (x, at) =>
      `<text x="${across_(x)}" y="${HIGH - EDGE.bottom + 14}" text-anchor="${at ? 'end' : 'start'}" fill="#555">${x}</text>`,
  );
  const axes = `<path d="M${EDGE.left} ${EDGE.top}V${HIGH - EDGE.bottom}H${WIDE - EDGE.right}" fill="none" stroke="#999"/>`;
  const head = `<text x="${WIDE / 2}" y="18" text-anchor="middle" font-weight="600">${title}</text>`;
  const foot = `<text x="${WIDE / 2}" y="${HIGH - 10}" text-anchor="middle" fill="#555">${across}</text>`;
  const [column, row] = [index % 3, Math.floor(index / 3)];
  return `<g transform="translate(${column * WIDE} ${row * HIGH})">${[head, axes, ...ticks, ...ends, foot, ...paths, ...legend].join('')}</g>`;
}

const folder = join(import.meta.dirname, '..', 'docs', 'pictures');
mkdirSync(folder, { recursive: true });
const size = { wide: WIDE * 3, high: HIGH * Math.ceil(CURVES.length / 3) };
writeFileSync(
  join(folder, 'shapes.svg'),
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${size.wide} ${size.high}" width="${size.wide}" height="${size.high}" font-family="sans-serif" font-size="10.5" role="img" aria-labelledby="shapes-title"><title id="shapes-title">What each shape makes of a reward</title><rect width="100%" height="100%" fill="white"/>${CURVES.map(panel).join('\n')}</svg>\n`,
);
