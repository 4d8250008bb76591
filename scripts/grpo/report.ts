import { table } from '../../src/cli/terminal.ts';
import { ARMS, type Arm, accuracyOf, type Look, lastLook, type Step } from './look.ts';
import { type PairedInterval, pairedInterval } from './paired-interval.ts';

/** A table of the report: the heads of its columns, and its rows. */
export interface Tabled {
  readonly title: string;
  readonly heads: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** @returns the trainings that came to their end, as text */
export function grpoReport(looks: readonly Look[], steps: readonly Step[], last: number): string {
  const tables = grpoTables(looks, steps, last);
  if (tables.length === 0) return 'no training came to its end yet';
  return tables
    .map(
      ({ title, heads, rows }) =>
        `${title}\n${table(
          [...heads],
          rows.map((row) => [...row]),
        )}`,
    )
    .join('\n\n');
}

/**
 * @param last the step with which a training ends
 * @returns what came out: held-out accuracy by kind, rlar against each other arm over the same seeds, and where rewards differ
 */
export function grpoTables(looks: readonly Look[], steps: readonly Step[], last: number): Tabled[] {
  const ended = looks.filter(({ step }) => step === last);
  const arms = ARMS.filter((arm) => ended.some((one) => one.arm === arm));
  const begun = looks.find(({ step, arm }) => step === 0 && arms.some((one) => one === arm));
  if (!begun) return [];
  const kinds = Object.keys(begun.held_out);
  return [
    {
      title: `held-out tasks solved after ${last} steps, per cent, by kind`,
      heads: ['arm', 'seeds', ...kinds, 'mean', 'words', 'unended', 'rewarded', 's a step'],
      rows: [
        [
          'at the start',
          '',
          ...sharesOf([begun], kinds),
          meanOf([begun], accuracyOf),
          ...formOf([begun]),
          '',
          '',
        ],
        ...arms.map((arm) => {
          const of = ended.filter((one) => one.arm === arm);
          const rewarded = totalOf(steps, arm, 'scored') / totalOf(steps, arm, 'rollouts');
          return [
            arm,
            String(of.length),
            ...sharesOf(of, kinds),
            meanOf(of, accuracyOf),
            ...formOf(of),
            percent(rewarded),
            meanOf(of, ({ seconds }) => seconds / last),
          ];
        }),
      ],
    },
    {
      title: 'rlar less another arm, in points of the mean, over paired seeds, 95 %',
      heads: ['arm', 'seeds', 'difference', ...kinds],
      rows: arms
        .filter((arm) => arm !== 'rlar')
        .map((arm) => [
          arm,
          String(pairsOf(looks, arm, last).length),
          shown(difference(looks, arm, last)),
          ...kinds.map((kind) =>
            shown(difference(looks, arm, last, (one) => 100 * (one.held_out[kind] ?? 0))),
          ),
        ]),
    },
    {
      title: 'rlar at the end less at the start, in points, over seeds, 95 %',
      heads: ['arm', 'mean', ...kinds],
      rows: arms.map((arm) => [
        arm,
        shown(gain(looks, arm, last, accuracyOf)),
        ...kinds.map((kind) => shown(gain(looks, arm, last, (one) => 100 * (one.held_out[kind] ?? 0)))),
      ]),
    },
    {
      title:
        "rollouts of rlar's trainings that a person's function rewards alike, per cent of those with both rewards",
      heads: ['', ...kinds, 'all'],
      rows: [
        [
          'alike',
          ...kinds.map((kind) =>
            percent(totalOf(steps, 'rlar', 'same', kind) / totalOf(steps, 'rlar', 'compared', kind)),
          ),
          percent(totalOf(steps, 'rlar', 'same') / totalOf(steps, 'rlar', 'compared')),
        ],
        [
          'rollouts',
          ...kinds.map((kind) => String(totalOf(steps, 'rlar', 'compared', kind))),
          String(totalOf(steps, 'rlar', 'compared')),
        ],
      ],
    },
  ];
}

/** @returns how much more rlar's trainings solve in the end than those of another arm, over the seeds that both have */
export function difference(
  looks: readonly Look[],
  other: Arm,
  last: number,
  of: (look: Look) => number = accuracyOf,
): PairedInterval | null {
  return pairedInterval(pairsOf(looks, other, last).map(([own, its]) => of(own) - of(its)));
}

function pairsOf(looks: readonly Look[], other: Arm, last: number): (readonly [Look, Look])[] {
  return [...new Set(looks.map(({ seed }) => seed))].flatMap((seed) => {
    const [own, its] = [lastLook(looks, 'rlar', seed, last), lastLook(looks, other, seed, last)];
    return own && its ? [[own, its] as const] : [];
  });
}

function gain(
  looks: readonly Look[],
  arm: Arm,
  last: number,
  of: (look: Look) => number,
): PairedInterval | null {
  const ended = looks.filter((one) => one.arm === arm && one.step === last);
  return pairedInterval(
    ended.flatMap((end) => {
      const begun = lastLook(looks, arm, end.seed, 0);
      return begun ? [of(end) - of(begun)] : [];
    }),
  );
}

/** Sum of a count over all steps of an arm's trainings, of one kind or of all. */
function totalOf(
  steps: readonly Step[],
  arm: Arm,
  what: 'rollouts' | 'scored' | 'compared' | 'same',
  kind?: string,
): number {
  const of = steps.filter((one) => one.arm === arm);
  return of.reduce(
    (sum, { kinds }) =>
      sum +
      Object.entries(kinds).reduce(
        (all, [name, one]) => all + (kind === undefined || kind === name ? one[what] : 0),
        0,
      ),
    0,
  );
}

function sharesOf(looks: readonly Look[], kinds: readonly string[]): string[] {
  return kinds.map((kind) => meanOf(looks, (one) => 100 * (one.held_out[kind] ?? 0)));
}

function formOf(looks: readonly Look[]): string[] {
  return [meanOf(looks, ({ words }) => words), meanOf(looks, ({ unended }) => 100 * unended)];
}

function meanOf(looks: readonly Look[], of: (look: Look) => number): string {
  return (looks.reduce((sum, one) => sum + of(one), 0) / looks.length).toFixed(1);
}

function percent(share: number): string {
  return Number.isFinite(share) ? (100 * share).toFixed(1) : '–';
}

function shown(of: PairedInterval | null): string {
  if (of === null) return '–';
  const [low, high] = of.interval ?? [null, null];
  return low === null ? signed(of.mean) : `${signed(of.mean)} (${signed(low)} to ${signed(high)})`;
}

function signed(points: number): string {
  return `${points < 0 ? '−' : '+'}${Math.abs(points).toFixed(1)}`;
}
