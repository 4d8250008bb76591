/**
 * Draws reports of `rlar evolution replay --json` over the same stream as one plot: `node scripts/with-node.mjs
 * scripts/shift-report.ts docs/evolution-shift.svg frozen=FILE evolving=FILE`, and prints the table.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { z } from 'zod';

const share = z.number().nullable();
const part = z.object({
  from: z.number(),
  to: z.number(),
  coverage: share,
  accuracy: share,
  agentCallsPer1000: z.number(),
});
const report = z.object({
  windows: z.array(part),
  alarms: z.array(z.object({ query: z.number(), watch: z.string() })),
});
type Report = z.infer<typeof report>;

const WIDTH = 760;
const HEIGHT = 150;
const LEFT = 46;
const COLOURS = ['#777777', '#0b6bcb', '#c2410c'];
const FIGURES = ['coverage', 'accuracy', 'agentCallsPer1000'] as const;
const TITLES = {
  coverage: 'coverage',
  accuracy: 'verdict accuracy',
  agentCallsPer1000: 'agent calls per 1,000 rewards',
};

/** @returns one panel a figure, one line a report; alarms of the last report as marks below */
function plotOf(reports: Readonly<Record<string, Report>>): string {
  const names = Object.keys(reports);
  const last = reports[names.at(-1)!]!;
  const most = Math.max(...last.windows.map(({ to }) => to));
  const x = (query: number) => LEFT + ((WIDTH - LEFT - 10) * query) / most;
  const panels = FIGURES.map((figure, at) => {
    const values = Object.values(reports).flatMap(({ windows }) =>
      windows.map((window) => window[figure] ?? 0),
    );
    const [low, high] =
      figure === 'agentCallsPer1000' ? [0, Math.max(1, ...values)] : [Math.min(0.5, ...values), 1];
    const top = 24 + at * (HEIGHT + 26);
    const y = (value: number) => top + HEIGHT * (1 - (value - low) / (high - low));
    const lines = names.map((name, place) => {
      const points = reports[name]!.windows.flatMap((window) => {
        const value = window[figure];
        return value === null
          ? []
          : [`${x((window.from + window.to) / 2).toFixed(1)},${y(value).toFixed(1)}`];
      });
      return `<polyline fill="none" stroke="${COLOURS[place % COLOURS.length]}" stroke-width="2" points="${points.join(' ')}"/>`;
    });
    const ticks = [low, (low + high) / 2, high].map(
      (value) =>
        `<text x="${LEFT - 6}" y="${(y(value) + 4).toFixed(1)}" text-anchor="end">${value.toFixed(2)}</text>`,
    );
    const frame = `<rect x="${LEFT}" y="${top}" width="${WIDTH - LEFT - 10}" height="${HEIGHT}" fill="none" stroke="#ccc"/>`;
    return [frame, `<text x="${LEFT}" y="${top - 6}">${TITLES[figure]}</text>`, ...ticks, ...lines].join(
      '\n',
    );
  });
  const bottom = 24 + FIGURES.length * (HEIGHT + 26);
  const marks = last.alarms.map(
    ({ query, watch }, at) =>
      `<text x="${x(query).toFixed(1)}" y="${bottom + 12 * (at % 3)}" text-anchor="middle">▲ ${watch}</text>`,
  );
  const legend = names.map(
    (name, place) =>
      `<text x="${WIDTH - 90 * (names.length - place)}" y="14" fill="${COLOURS[place % COLOURS.length]}">${name}</text>`,
  );
  const head = `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${bottom + 44}" font-family="sans-serif" font-size="11">`;
  return `${head}\n<title>Coverage, verdict accuracy and agent calls over the stream</title>\n<rect width="100%" height="100%" fill="white"/>\n${[...panels, ...marks, ...legend].join('\n')}\n</svg>\n`;
}

if (import.meta.main) {
  const [out, ...given] = process.argv.slice(2);
  const reports = Object.fromEntries(
    given.map((one) => {
      const [name = '', file = ''] = one.split('=');
      return [name, report.parse(JSON.parse(readFileSync(file, 'utf8')))];
    }),
  );
  if (out !== undefined) writeFileSync(out, plotOf(reports));
  const names = Object.keys(reports);
  const percent = (value: number | null) => (value === null ? '' : `${(100 * value).toFixed(1)} %`);
  process.stdout.write(
    `| queries | ${names.map((name) => `coverage, ${name} | accuracy, ${name} | agent calls, ${name}`).join(' | ')} |\n`,
  );
  process.stdout.write(`| --- |${' --- | --- | --- |'.repeat(names.length)}\n`);
  for (const [at, { from, to }] of (reports[names[0]!]?.windows ?? []).entries()) {
    const cells = names.map((name) => {
      const window = reports[name]!.windows[at];
      return `${percent(window?.coverage ?? null)} | ${percent(window?.accuracy ?? null)} | ${window?.agentCallsPer1000.toFixed(2) ?? ''}`;
    });
    process.stdout.write(`| ${from} to ${to} | ${cells.join(' | ')} |\n`);
  }
}
