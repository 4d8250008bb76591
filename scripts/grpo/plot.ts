/** A line of a plot: points of x and y, a name, a colour. */
export interface Line {
  readonly name: string;
  readonly points: readonly (readonly [x: number, y: number])[];
}

/** A vertical mark with a word. */
export interface Mark {
  readonly at: number;
  readonly word: string;
}

const [WIDTH, HEIGHT, LEFT, BOTTOM, TOP, RIGHT] = [720, 340, 48, 36, 24, 150];
const COLOURS = ['#0b6e99', '#c2571a', '#8a3ffc', '#3a7d44', '#7a7a7a', '#b8860b', '#c71585', '#a0522d'];

/**
 * @param title what y counts, from 0 to 100
 * @returns lines over steps as SVG
 */
export function drawn(
  title: string,
  lines: readonly Line[],
  steps: number,
  marks: readonly Mark[] = [],
): string {
  const x = (step: number): number => LEFT + ((WIDTH - LEFT - RIGHT) * step) / steps;
  const y = (points: number): number => HEIGHT - BOTTOM - ((HEIGHT - BOTTOM - TOP) * points) / 100;
  const grid = [0, 25, 50, 75, 100].map(
    (points) =>
      `<line x1="${LEFT}" x2="${WIDTH - RIGHT}" y1="${y(points)}" y2="${y(points)}" stroke="#ccc"/><text x="${LEFT - 8}" y="${y(points) + 4}" text-anchor="end">${points}</text>`,
  );
  const marked = marks.map(
    ({ at, word }, index) =>
      `<line x1="${x(at).toFixed(1)}" x2="${x(at).toFixed(1)}" y1="${TOP}" y2="${HEIGHT - BOTTOM}" stroke="#333" stroke-dasharray="4 3"/><text x="${(x(at) + 4).toFixed(1)}" y="${TOP + 12 + 14 * index}">${escaped(word)}</text>`,
  );
  const curves = lines.map(({ points }, index) => {
    const at = points.map(([step, value]) => `${x(step).toFixed(1)},${y(value).toFixed(1)}`).join(' ');
    return `<polyline points="${at}" fill="none" stroke="${colourOf(index)}" stroke-width="2"/>`;
  });
  const ticks = [0, 0.25, 0.5, 0.75, 1].map(
    (share) =>
      `<text x="${x(share * steps)}" y="${HEIGHT - BOTTOM + 16}" text-anchor="middle">${Math.round(share * steps)}</text>`,
  );
  const axis = `<text x="${(LEFT + WIDTH - RIGHT) / 2}" y="${HEIGHT - 6}" text-anchor="middle">step</text><text x="${LEFT}" y="14">${escaped(title)}</text>`;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" font-family="sans-serif" font-size="12"><title>${escaped(title)}</title><rect width="${WIDTH}" height="${HEIGHT}" fill="#fff"/>${[...grid, ...marked, ...curves, ...names(lines, y), axis, ...ticks].join('')}</svg>\n`;
}

/** The name of each line at its end, none over another. */
function names(lines: readonly Line[], y: (points: number) => number): string[] {
  const ends = lines
    .map(({ name, points }, index) => ({ name, index, at: y(points.at(-1)?.[1] ?? 0) }))
    .toSorted((one, other) => one.at - other.at);
  let below = Number.NEGATIVE_INFINITY;
  return ends.map(({ name, index, at }) => {
    below = Math.max(at, below + 14);
    return `<text x="${WIDTH - RIGHT + 8}" y="${(below + 4).toFixed(1)}" fill="${colourOf(index)}">${escaped(name)}</text>`;
  });
}

function colourOf(index: number): string {
  return COLOURS[index % COLOURS.length]!;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}
