/** Plain drawings in logarithms, for pages that are read on a code host: no script, no style from elsewhere. */

export interface Line {
  readonly name: string;
  readonly colour: string;
  readonly points: readonly (readonly [x: number, y: number])[];
  /** From this place on values are extrapolated, and drawn broken. */
  readonly brokenFrom?: number;
}

const WIDTH = 720;
const HEIGHT = 360;
const LEFT = 70;
const BOTTOM = 44;
const RIGHT = 170;
const TOP = 20;

/** @returns lines over two logarithmic axes */
export function logLines(title: string, across: string, up: string, lines: readonly Line[]): string {
  const places = lines.flatMap(({ points }) => points);
  const x = axis(
    places.map(([at]) => at),
    LEFT,
    WIDTH - RIGHT,
  );
  const y = axis(
    places.map(([, at]) => at),
    HEIGHT - BOTTOM,
    TOP,
  );
  const grid = [
    ...x.ticks.map(
      (at) => `<line x1="${x.of(at)}" x2="${x.of(at)}" y1="${TOP}" y2="${HEIGHT - BOTTOM}" stroke="#e3e6ea"/>
<text x="${x.of(at)}" y="${HEIGHT - BOTTOM + 16}" text-anchor="middle">${short(at)}</text>`,
    ),
    ...y.ticks.map(
      (at) => `<line x1="${LEFT}" x2="${WIDTH - RIGHT}" y1="${y.of(at)}" y2="${y.of(at)}" stroke="#e3e6ea"/>
<text x="${LEFT - 8}" y="${y.of(at) + 4}" text-anchor="end">${short(at)}</text>`,
    ),
  ];
  const drawn = lines.map(({ name, colour, points, brokenFrom = points.length }, at) => {
    const path = (of: Line['points']) => of.map(([left, right]) => `${x.of(left)},${y.of(right)}`).join(' ');
    const broken = points.slice(Math.max(0, brokenFrom - 1));
    return `<polyline points="${path(points.slice(0, brokenFrom))}" fill="none" stroke="${colour}" stroke-width="2"/>
${broken.length > 1 ? `<polyline points="${path(broken)}" fill="none" stroke="${colour}" stroke-width="2" stroke-dasharray="5 4"/>` : ''}
<text x="${WIDTH - RIGHT + 12}" y="${TOP + 16 + 18 * at}" fill="${colour}" font-weight="600">${escapeText(name)}</text>`;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${HEIGHT}" font-family="sans-serif" font-size="12">
<title>${escapeText(title)}</title><rect width="100%" height="100%" fill="white"/>
${[...grid, ...drawn].join('\n')}
<text x="${(LEFT + WIDTH - RIGHT) / 2}" y="${HEIGHT - 8}" text-anchor="middle">${escapeText(across)}</text>
<text transform="translate(16 ${(TOP + HEIGHT - BOTTOM) / 2}) rotate(-90)" text-anchor="middle">${escapeText(up)}</text>
</svg>
`;
}

function axis(values: readonly number[], from: number, to: number) {
  const known = values.filter((value) => value > 0);
  const low = Math.floor(Math.log10(Math.min(...known)));
  const high = Math.max(low + 1, Math.ceil(Math.log10(Math.max(...known))));
  const of = (value: number) =>
    Math.round(10 * (from + ((Math.log10(Math.max(value, 10 ** low)) - low) / (high - low)) * (to - from))) /
    10;
  return { of, ticks: Array.from({ length: high - low + 1 }, (_, at) => 10 ** (low + at)) };
}

function short(value: number): string {
  return value >= 1e6
    ? `${value / 1e6}M`
    : value >= 1e3
      ? `${value / 1e3}k`
      : String(Number(value.toPrecision(3)));
}

function escapeText(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}
