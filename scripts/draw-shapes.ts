/**
 * Draws the curves of docs/shaping.md with the functions that shape rewards: `node scripts/with-node.mjs scripts/draw-shapes.ts`.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Curve } from './shape-curves/curve.ts';
import { GROUP_CURVES } from './shape-curves/group-curves.ts';
import { OWN_CURVES } from './shape-curves/own-curves.ts';
import { STEP_CURVES } from './shape-curves/step-curves.ts';

const CURVES: readonly Curve[] = [...OWN_CURVES, ...GROUP_CURVES, ...STEP_CURVES];

const WIDE = 300;
const HIGH = 190;
const EDGE = { left: 38, right: 12, top: 30, bottom: 40 };
const POINTS = 160;
const COLOURS = ['#2563eb', '#d97706', '#15803d'];

function panel({ title, across, from, to, names, whole, lines }: Curve, index: number): string {
  const count = whole ? to - from : POINTS;
  const xs = Array.from(
    { length: count + 1 },
    (_, at) => Math.round((from + ((to - from) * at) / count) * 1e6) / 1e6,
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
    const dots = ys.map(
      (y, at) =>
        `<circle cx="${across_(xs[at]!).toFixed(1)}" cy="${down(y).toFixed(1)}" r="3" fill="${COLOURS[line]}"/>`,
    );
    return `<path d="${path}" fill="none" stroke="${COLOURS[line]}" stroke-width="${whole ? 0.6 : 2}"/>${whole ? dots.join('') : ''}`;
  });
  const [right, below] = names ?? [0, 0];
  const namesAt = {
    x: EDGE.left + 10 + right * (WIDE - EDGE.left - EDGE.right),
    y: EDGE.top + 14 + below * (HIGH - EDGE.top - EDGE.bottom),
  };
  const legend = lines.flatMap(({ name }, line) =>
    name === ''
      ? []
      : [
          `<text x="${namesAt.x}" y="${namesAt.y + 14 * line}" text-anchor="start" fill="${COLOURS[line]}">${name}</text>`,
        ],
  );
  const ticks = [least, most].map(
    (y) =>
      `<text x="${EDGE.left - 5}" y="${down(y) + 4}" text-anchor="end" fill="#555">${Math.round(y * 100) / 100}</text>`,
  );
  const ends = [from, to].map(
    (x, at) =>
      `<text x="${across_(x)}" y="${HIGH - EDGE.bottom + 14}" text-anchor="${at ? 'end' : 'start'}" fill="#555">${x}</text>`,
  );
  const axes = `<path d="M${EDGE.left} ${EDGE.top}V${HIGH - EDGE.bottom}H${WIDE - EDGE.right}" fill="none" stroke="#999"/>`;
  const zero =
    least < 0
      ? `<path d="M${EDGE.left} ${down(0)}H${WIDE - EDGE.right}" stroke="#ddd"/><text x="${EDGE.left - 5}" y="${down(0) + 4}" text-anchor="end" fill="#555">0</text>`
      : '';
  const head = `<text x="${WIDE / 2}" y="18" text-anchor="middle" font-weight="600">${title}</text>`;
  const foot = `<text x="${WIDE / 2}" y="${HIGH - 10}" text-anchor="middle" fill="#555">${across}</text>`;
  const [column, row] = [index % 3, Math.floor(index / 3)];
  return `<g transform="translate(${column * WIDE} ${row * HIGH})">${[head, zero, axes, ...ticks, ...ends, foot, ...paths, ...legend].join('')}</g>`;
}

const folder = join(import.meta.dirname, '..', 'docs', 'pictures');
mkdirSync(folder, { recursive: true });
const size = { wide: WIDE * 3, high: HIGH * Math.ceil(CURVES.length / 3) };
writeFileSync(
  join(folder, 'shapes.svg'),
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${size.wide} ${size.high}" width="${size.wide}" height="${size.high}" font-family="sans-serif" font-size="10.5" role="img" aria-labelledby="shapes-title"><title id="shapes-title">What each shape makes of a reward</title><rect width="100%" height="100%" fill="white"/>${CURVES.map(panel).join('\n')}</svg>\n`,
);
