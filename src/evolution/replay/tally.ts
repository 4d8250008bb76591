import type { Reward } from '../../spec/reward.ts';
import type { Cause } from '../../spec/verdict.ts';

/** A reward from here on says "right". */
const RIGHT = 0.5;

/** Counts of a part of a stream. */
export interface Tally {
  queries: number;
  rollouts: number;
  scored: number;
  withoutReward: Record<Cause, number>;
  /** Rollouts with a reward and a label. */
  labelled: number;
  right: number;
  falsePositives: number;
  falseNegatives: number;
  /** Rollouts that are labelled right and have no reward. */
  rightUnscored: number;
}

export function emptyTally(): Tally {
  return {
    queries: 0,
    rollouts: 0,
    scored: 0,
    withoutReward: { output: 0, query: 0, system: 0 },
    labelled: 0,
    right: 0,
    falsePositives: 0,
    falseNegatives: 0,
    rightUnscored: 0,
  };
}

export function addGroup(tally: Tally, rewards: readonly Reward[], gold: readonly (boolean | null)[]): void {
  tally.queries += 1;
  for (const [index, { reward, status, cause }] of rewards.entries()) {
    tally.rollouts += 1;
    const label = gold[index] ?? null;
    if (status !== 'scored' || reward === null) {
      tally.withoutReward[cause ?? 'system'] += 1;
      if (label === true) tally.rightUnscored += 1;
      continue;
    }
    tally.scored += 1;
    if (label === null) continue;
    const told = reward >= RIGHT;
    tally.labelled += 1;
    if (told === label) tally.right += 1;
    else if (told) tally.falsePositives += 1;
    else tally.falseNegatives += 1;
  }
}

/** The figures of a part of a stream; null where there is nothing to divide by. */
export interface Figures {
  readonly queries: number;
  readonly rollouts: number;
  /** Share of the rollouts that got a reward. */
  readonly coverage: number | null;
  /** Share of the labelled rewards that say what the label says. */
  readonly accuracy: number | null;
  /** Share of the labelled rewards that pay a wrong response. */
  readonly falsePositives: number | null;
  readonly falseNegatives: number | null;
  readonly labelled: number;
  readonly withoutReward: Readonly<Record<Cause, number>>;
  readonly rightUnscored: number;
}

export function figuresOf(tally: Tally): Figures {
  const { queries, rollouts, scored, labelled, right, withoutReward, rightUnscored } = tally;
  const share = (count: number, of: number) => (of === 0 ? null : Math.round((count / of) * 1e4) / 1e4);
  return {
    queries,
    rollouts,
    coverage: share(scored, rollouts),
    accuracy: share(right, labelled),
    falsePositives: share(tally.falsePositives, labelled),
    falseNegatives: share(tally.falseNegatives, labelled),
    labelled,
    withoutReward: { ...withoutReward },
    rightUnscored,
  };
}
