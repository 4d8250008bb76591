/**
 * Draws reports of `rlar evolution replay --json` over one stream as one plot, and prints a table of its phases: `node
 * scripts/with-node.mjs scripts/shift-report.ts docs/evolution-shift.svg frozen=FILE evolving=FILE 'one judge=FILE:61'`. The number
 * behind a file says of how many queries of the stream one of the file is a sample.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { z } from 'zod';

const share = z.number().nullable();
const part = z.object({
  from: z.number(),
  to: z.number(),
  rollouts: z.number(),
  labelled: z.number(),
  coverage: share,
  accuracy: share,
  falsePositives: share,
  agentCalls: z.number(),
  judgeCalls: z.number(),
});
const report = z.object({
  windows: z.array(part),
  alarms: z.array(z.object({ query: z.number(), watch: z.string() })),
});
type Report = z.infer<typeof report>;
type Part = z.infer<typeof part>;

const WIDTH = 760;
const HEIGHT = 150;
const LEFT = 46;
const COLOURS = ['#777777', '#0b6bcb', '#c2410c'];
/** Queries of one point of the plot, and where the phases of the stream begin (scripts/shift-stream.ts). */
const BIN = 250;
const PHASES = [0, 1_500, 2_500, 3_300, 4_100, Number.POSITIVE_INFINITY] as const;
const FIGURES = ['coverage', 'accuracy', 'calls'] as const;
const TITLES = {
  coverage: 'coverage',
  accuracy: 'verdict accuracy',
  calls: 'model calls per 1,000 rewards, of agents and judges, drawn as log(1 + calls)',
};

/** The figures of a part of the stream. */
interface Point {
  readonly query: number;
  readonly coverage: number | null;
  readonly accuracy: number | null;
  readonly wrongPaid: number | null;
  readonly calls: number | null;
}

/** @returns the windows of a report that lie between two queries, as one */
function pointOf(windows: readonly Part[], from: number, to: number): Point {
  const inside = windows.filter((one) => one.from > from && one.from <= to);
  const sum = (value: (one: Part) => number) => inside.reduce((total, one) => total + value(one), 0);
  const [rollouts, labelled] = [sum((one) => one.rollouts), sum((one) => one.labelled)];
  const mean = (value: (one: Part) => number, of: number) => (of === 0 ? null : sum(value) / of);
  return {
    query: inside.length === 0 ? from : (inside[0]!.from + inside.at(-1)!.to) / 2,
    coverage: mean((one) => (one.coverage ?? 0) * one.rollouts, rollouts),
    accuracy: mean((one) => (one.accuracy ?? 0) * one.labelled, labelled),
    wrongPaid: mean((one) => (one.falsePositives ?? 0) * one.labelled, labelled),
    calls: mean((one) => 1_000 * (one.agentCalls + one.judgeCalls), rollouts),
  };
}

/** @returns one panel a figure, one line a report; alarms of the second report as marks below */
function plotOf(reports: Readonly<Record<string, Report>>): string {
  const names = Object.keys(reports);
  const most = Math.max(...names.flatMap((name) => reports[name]!.windows.map(({ to }) => to)));
  const bins = Array.from({ length: Math.ceil(most / BIN) }, (_, at) => at * BIN);
  const points = names.map((name) => bins.map((from) => pointOf(reports[name]!.windows, from, from + BIN)));
  const x = (query: number) => LEFT + ((WIDTH - LEFT - 10) * query) / most;
  const panels = FIGURES.map((figure, at) => {
    const shown = (value: number) => (figure === 'calls' ? Math.log10(1 + value) : value);
    const values = points.flat().flatMap((point) => point[figure] ?? []);
    const [low, high] =
      figure === 'calls' ? [0, Math.max(1, ...values.map(shown))] : [Math.min(0.5, ...values), 1];
    const top = 24 + at * (HEIGHT + 26);
    const y = (value: number) => top + HEIGHT * (1 - (value - low) / (high - low));
    const lines = points.map((list, place) => {
      const drawn = list.flatMap((point) => {
        const value = point[figure];
        return value === null ? [] : [`${x(point.query).toFixed(1)},${y(shown(value)).toFixed(1)}`];
      });
      return `<polyline fill="none" stroke="${COLOURS[place % COLOURS.length]}" stroke-width="2" points="${drawn.join(' ')}"/>`;
    });
    const ticks = [low, (low + high) / 2, high].map((value) => {
      const told = figure === 'calls' ? (10 ** value - 1).toFixed(1) : value.toFixed(2);
      return `<text x="${LEFT - 6}" y="${(y(value) + 4).toFixed(1)}" text-anchor="end">${told}</text>`;
    });
    const frame = `<rect x="${LEFT}" y="${top}" width="${WIDTH - LEFT - 10}" height="${HEIGHT}" fill="none" stroke="#ccc"/>`;
    return [frame, `<text x="${LEFT}" y="${top - 6}">${TITLES[figure]}</text>`, ...ticks, ...lines].join(
      '\n',
    );
  });
  const bottom = 24 + FIGURES.length * (HEIGHT + 26);
  const marks = (reports.evolving ?? reports[names[0]!]!).alarms.map(
    ({ query, watch }, at) =>
      `<text x="${x(query).toFixed(1)}" y="${bottom + 12 * (at % 3)}" text-anchor="middle">▲ ${watch}</text>`,
  );
  const legend = names.map(
    (name, place) =>
      `<text x="${WIDTH - 90 * (names.length - place)}" y="14" fill="${COLOURS[place % COLOURS.length]}">${name}</text>`,
  );
  const head = `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${bottom + 44}" font-family="sans-serif" font-size="11">`;
  return `${head}\n<title>Coverage, verdict accuracy and model calls over the stream</title>\n<rect width="100%" height="100%" fill="white"/>\n${[...panels, ...marks, ...legend].join('\n')}\n</svg>\n`;
}

/** @returns a report whose windows stand where their queries stand in the whole stream */
function reportOf(given: string): Report {
  const [file = '', scale = '1'] = given.split(/:(?=\d+$)/);
  const read = report.parse(JSON.parse(readFileSync(file, 'utf8')));
  const by = Number(scale);
  const place = (query: number) => (query - 1) * by + 1;
  return {
    windows: read.windows.map((one) => ({ ...one, from: place(one.from), to: place(one.to) })),
    alarms: read.alarms.map((one) => ({ ...one, query: place(one.query) })),
  };
}

if (import.meta.main) {
  const [out, ...given] = process.argv.slice(2);
  const reports = Object.fromEntries(
    given.map((one) => {
      const [name = '', file = ''] = one.split('=');
      return [name, reportOf(file)];
    }),
  );
  if (out !== undefined) writeFileSync(out, plotOf(reports));
  const names = Object.keys(reports);
  const percent = (value: number | null) => (value === null ? '' : `${(100 * value).toFixed(1)} %`);
  process.stdout.write(
    `| queries | ${names.map((name) => `${name}: coverage; accuracy; wrong paid; model calls`).join(' | ')} |\n`,
  );
  process.stdout.write(`| --- |${' --- |'.repeat(names.length)}\n`);
  for (const [at, from] of PHASES.slice(0, -1).entries()) {
    const cells = names.map((name) => {
      const { coverage, accuracy, wrongPaid, calls } = pointOf(reports[name]!.windows, from, PHASES[at + 1]!);
      return `${percent(coverage)}; ${percent(accuracy)}; ${percent(wrongPaid)}; ${(calls ?? 0).toFixed(1)}`;
    });
    process.stdout.write(`| from ${from + 1} | ${cells.join(' | ')} |\n`);
  }
}
