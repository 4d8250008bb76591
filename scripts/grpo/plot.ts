import { ARMS, type Arm, accuracyOf, type Look } from './look.ts';

const [WIDTH, HEIGHT, LEFT, BOTTOM, TOP, RIGHT] = [720, 360, 48, 36, 24, 150];
const COLOURS: Readonly<Record<Arm, string>> = {
  rlar: '#0b6e99',
  metric: '#c2571a',
  'reward-model': '#8a3ffc',
  hand: '#3a7d44',
  frozen: '#7a7a7a',
  'no-learned': '#b8860b',
  'no-verifiers': '#c71585',
  random: '#a0522d',
};

/** @returns held-out accuracy over steps, a line an arm: the mean of its seeds, as SVG */
export function drawn(looks: readonly Look[], steps: number): string {
  const x = (step: number): number => LEFT + ((WIDTH - LEFT - RIGHT) * step) / steps;
  const y = (points: number): number => HEIGHT - BOTTOM - ((HEIGHT - BOTTOM - TOP) * points) / 100;
  const grid = [0, 25, 50, 75, 100].map(
    (points) =>
      `<line x1="${LEFT}" x2="${WIDTH - RIGHT}" y1="${y(points)}" y2="${y(points)}" stroke="#ccc"/><text x="${LEFT - 8}" y="${y(points) + 4}" text-anchor="end">${points}</text>`,
  );
  const arms = ARMS.filter((arm) => looks.some((one) => one.arm === arm));
  const ends = arms
    .map((arm) => ({ arm, at: y(meanAt(looks, arm, lastStep(looks, arm))) }))
    .toSorted((left, right) => left.at - right.at);
  let below = Number.NEGATIVE_INFINITY;
  const names = ends.map(({ arm, at }) => {
    below = Math.max(at, below + 14);
    return `<text x="${WIDTH - RIGHT + 8}" y="${below + 4}" fill="${COLOURS[arm]}">${arm}</text>`;
  });
  const lines = arms.map((arm) => {
    const at = [...new Set(looks.filter((one) => one.arm === arm).map(({ step }) => step))].toSorted(
      (a, b) => a - b,
    );
    const points = at
      .map((step) => `${x(step).toFixed(1)},${y(meanAt(looks, arm, step)).toFixed(1)}`)
      .join(' ');
    return `<polyline points="${points}" fill="none" stroke="${COLOURS[arm]}" stroke-width="2"/>`;
  });
  const axis = `<text x="${(LEFT + WIDTH - RIGHT) / 2}" y="${HEIGHT - 8}" text-anchor="middle">step</text><text x="${LEFT}" y="14">held-out tasks solved, per cent</text>`;
  const ticks = [0, 0.25, 0.5, 0.75, 1].map(
    (share) =>
      `<text x="${x(share * steps)}" y="${HEIGHT - BOTTOM + 16}" text-anchor="middle">${Math.round(share * steps)}</text>`,
  );
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" font-family="sans-serif" font-size="12"><rect width="${WIDTH}" height="${HEIGHT}" fill="#fff"/>${[...grid, ...lines, ...names, axis, ...ticks].join('')}</svg>\n`;
}

function lastStep(looks: readonly Look[], arm: Arm): number {
  return Math.max(...looks.filter((one) => one.arm === arm).map(({ step }) => step));
}

function meanAt(looks: readonly Look[], arm: Arm, step: number): number {
  const at = looks.filter((one) => one.arm === arm && one.step === step).map(accuracyOf);
  return at.reduce((sum, one) => sum + one, 0) / at.length;
}
