import { correlation } from '../../evolution/probes/correlation.ts';
import { shapeGroup } from '../../rewards/shapes/shape-group.ts';
import { type SettingsOf, shapeSettings } from '../../spec/shaping.ts';

/** A reward of a group, and what the rollout was really worth. */
export interface LabelledReward {
  readonly group: string;
  readonly score: number;
  readonly truth: number;
}

/** How far rewards can be believed in one part of them. */
export interface Reliability {
  readonly name: string;
  readonly count: number;
  /** Squared correlation of rewards and truth; null where one of them does not vary. */
  readonly rSquared: number | null;
}

export interface FilterReliability {
  readonly all: Reliability;
  readonly filters: readonly (Reliability & {
    readonly settings: Pick<SettingsOf<'filter'>, 'keep' | 'count'>;
  })[];
  /** From the lowest rewards to the highest. */
  readonly bands: readonly Reliability[];
}

const KEEP = ['best-worst', 'best-random', 'top'] as const;
const BANDS = 5;
const NONE = { correctness: null, quality: null, format: null, efficiency: null, safety: null };

/**
 * How reliable rewards are in what each filter of the shape `filter` keeps, and by band of the reward. From “Policy Filtration for RLHF” (PF-PPO,
 * 2024), which chooses its filter by R² between rewards and actual scores of the samples that it keeps.
 */
export function filterReliability(rewards: readonly LabelledReward[], count: number): FilterReliability {
  const filters = KEEP.map((keep) => {
    const settings = { keep, count };
    return { ...reliability(keep, kept(rewards, settings)), settings };
  });
  const sorted = rewards.toSorted((one, other) => one.score - other.score);
  const bands = Array.from({ length: BANDS }, (_, band) => {
    const part = sorted.slice(
      Math.round((band * sorted.length) / BANDS),
      Math.round(((band + 1) * sorted.length) / BANDS),
    );
    return reliability(part.length === 0 ? '' : `${part[0]!.score} to ${part.at(-1)!.score}`, part);
  });
  return { all: reliability('all', rewards), filters, bands: bands.filter((band) => band.count > 0) };
}

/** What the shape itself keeps: the same function as in a run. */
function kept(
  rewards: readonly LabelledReward[],
  settings: Pick<SettingsOf<'filter'>, 'keep' | 'count'>,
): LabelledReward[] {
  const list = [shapeSettings.parse({ shape: 'filter', ...settings })];
  return Array.from(Map.groupBy(rewards, ({ group }) => group).entries(), ([, group], seed) => {
    const members = group.map(({ score }, index) => ({
      ...{ reward: score, slots: NONE, said: [], steps: 0, extra: {} },
      text: String(index),
    }));
    const shaped = shapeGroup(members, list, { seed });
    return group.filter((_, index) => shaped[index]!.weight !== 0);
  }).flat();
}

function reliability(name: string, rewards: readonly LabelledReward[]): Reliability {
  const found = correlation(rewards.map(({ score, truth }) => [score, truth]));
  return { name, count: rewards.length, rSquared: found === null ? null : found ** 2 };
}
