import { alwaysValidShare } from '../../spec/always-valid.ts';
import type { Share } from '../../spec/share.ts';

/** The score that a gate looks at, and whether the rollout was really right. */
export interface LabelledScore {
  readonly score: number;
  readonly right: boolean;
}

/** What a gate at one threshold would have done with the labelled rollouts. */
export interface ThresholdCell {
  readonly at: number;
  /** Share of the wrong rollouts that pass, with bounds that hold for all thresholds at once and however often labels are added. */
  readonly falseAccept: Share;
  /** Share of the right rollouts that pass, with such bounds. */
  readonly passed: Share;
}

export interface ThresholdSearch {
  readonly cells: readonly ThresholdCell[];
  /** Of those whose false accepts lie below the bound for sure, the one that passes most right rollouts; null where there is none. */
  readonly chosen: ThresholdCell | null;
  /** The threshold to label more rollouts at. */
  readonly next: ThresholdCell;
}

const GRID = 20;

/**
 * Searches the threshold of a gate under a bound on false accepts. From “Optimistic Feasible Search” (OFS, 2025), a bandit over a grid of
 * thresholds: of those that could keep the bound (lower bound of false accepts ≤ `most`) the next to try is the one that could be worth most
 * (upper bound of right ones passed); where none could keep it, the one that breaks it least. We know it from its abstract; the intervals are
 * Robbins' mixture with the error shared among the thresholds. The setting that is written is the careful one: its upper bound keeps `most`.
 * @param labels at least one
 * @param error the chance that any of the bounds is wrong
 * @param grid thresholds; by default the score's own quantiles, which the labels do not move
 */
export function searchThreshold(
  labels: readonly LabelledScore[],
  { most, error, grid = quantiles(labels) }: { most: number; error: number; grid?: readonly number[] },
): ThresholdSearch {
  const each = error / (2 * grid.length);
  const rights = labels.filter(({ right }) => right);
  const wrongs = labels.filter(({ right }) => !right);
  const passing = (list: readonly LabelledScore[], at: number): Share =>
    alwaysValidShare(list.filter(({ score }) => score >= at).length, list.length, each);
  const cells = grid.map((at) => ({ at, falseAccept: passing(wrongs, at), passed: passing(rights, at) }));
  const best = (
    list: readonly ThresholdCell[],
    worth: (cell: ThresholdCell) => number,
  ): ThresholdCell | null =>
    list.reduce<ThresholdCell | null>(
      (kept, cell) => (kept && worth(kept) >= worth(cell) ? kept : cell),
      null,
    );
  const feasible = cells.filter(({ falseAccept }) => falseAccept.low <= most);
  const sure = cells.filter(({ falseAccept }) => falseAccept.high <= most);
  return {
    cells,
    chosen: best(sure, ({ passed }) => passed.value),
    next: best(feasible, ({ passed }) => passed.high) ?? best(cells, ({ falseAccept }) => -falseAccept.low)!,
  };
}

/** @returns from the highest to the lowest, so that of equal ones the stricter is kept */
function quantiles(labels: readonly LabelledScore[]): number[] {
  const sorted = labels.map(({ score }) => score).sort((one, other) => one - other);
  const at = (part: number): number => sorted[Math.round(part * (sorted.length - 1))]!;
  return [...new Set(Array.from({ length: GRID }, (_, index) => at(index / (GRID - 1))))].reverse();
}
