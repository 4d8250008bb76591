import { table } from '../../src/cli/terminal.ts';
import { ARMS, type Arm, accuracyOf, type Look, lastLook } from './look.ts';
import { type PairedInterval, pairedInterval } from './paired-interval.ts';

/** @returns the trainings that came to their end, as tables: by kind, and rlar against each other arm over the same seeds */
export function grpoReport(looks: readonly Look[], steps: number): string {
  const ended = looks.filter(({ step }) => step === steps);
  const begun = looks.find(({ step }) => step === 0);
  if (ended.length === 0 || !begun) return 'no training came to its end yet';
  const kinds = Object.keys(ended[0]!.held_out);
  const arms = ARMS.filter((arm) => ended.some((one) => one.arm === arm));
  const rows = [
    [
      'at the start',
      '',
      ...kinds.map((kind) => percent(begun.held_out[kind])),
      accuracyOf(begun).toFixed(1),
      '',
    ],
    ...arms.map((arm) => {
      const of = ended.filter((one) => one.arm === arm);
      const all = looks.filter((one) => one.arm === arm && one.scored !== null);
      return [
        arm,
        String(of.length),
        ...kinds.map((kind) => percent(meanOf(of, (one) => one.held_out[kind]))),
        meanOf(of, accuracyOf)?.toFixed(1) ?? '–',
        percent(meanOf(all, ({ scored }) => scored)),
      ];
    }),
  ];
  const against = arms
    .filter((arm) => arm !== 'rlar')
    .map((arm) => ['rlar less ' + arm, shown(difference(looks, arm, steps))]);
  const same = meanOf(
    looks.filter(({ arm }) => arm === 'rlar'),
    ({ same_as_hand }) => same_as_hand,
  );
  return [
    table(['arm', 'seeds', ...kinds, 'mean', 'rewarded'], rows),
    ...(against.length > 0 ? [table(['difference in points', 'over paired seeds, 95 %'], against)] : []),
    `of the rollouts of rlar's trainings, a person's functions reward ${percent(same)} % alike`,
  ].join('\n\n');
}

/** @returns how much more rlar's trainings solve in the end than those of another arm, over the seeds that both have */
export function difference(looks: readonly Look[], other: Arm, steps: number): PairedInterval | null {
  const seeds = [...new Set(looks.map(({ seed }) => seed))];
  return pairedInterval(
    seeds.flatMap((seed) => {
      const [own, its] = [lastLook(looks, 'rlar', seed, steps), lastLook(looks, other, seed, steps)];
      return own && its ? [accuracyOf(own) - accuracyOf(its)] : [];
    }),
  );
}

function meanOf<Row>(rows: readonly Row[], of: (row: Row) => number | null | undefined): number | null {
  const values = rows.map(of).filter((value) => value !== null && value !== undefined);
  return values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length;
}

function percent(share: number | null | undefined): string {
  return share === null || share === undefined ? '–' : (100 * share).toFixed(1);
}

function shown(of: PairedInterval | null): string {
  if (of === null) return '–';
  const [low, high] = of.interval ?? [null, null];
  return low === null
    ? of.mean.toFixed(1)
    : `${of.mean.toFixed(1)} (${low.toFixed(1)} to ${high.toFixed(1)})`;
}
