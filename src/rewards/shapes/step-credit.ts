/** Pure functions from what is known of the steps of a whole group, or of a policy, to rewards that sum to the outcome. */

/** A trajectory with the factors of each of its steps: one list a step, all of one length. */
export interface Factored {
  readonly outcome: number;
  readonly factors: readonly (readonly number[])[];
}

/** The weight of a small ridge, so that factors that say the same have one solution. */
const RIDGE = 1e-6;

/**
 * Redistribution by regression: the outcomes of a group are fitted by a weighted sum of the factors of their steps, and each step gets what its factors
 * are worth; what the fit leaves over is spread evenly, so that the rewards of a trajectory sum to its outcome. From “LaRe: Latent Reward” (2024),
 * whose code, written by a language model, maps a step to several factors, and a regression of the episode's reward on their sums gives the
 * rewards of steps; we know it by its abstract, and the ridge is ours. The factors are the step scores of the tools of the assignment, such as a
 * function that an agent wrote.
 */
export function regression(group: readonly Factored[]): number[][] {
  const size = group[0]?.factors[0]?.length ?? 0;
  const sums = group.map(({ factors }) => columnSums(factors, size));
  const matrix = Array.from({ length: size }, (_, row) => [
    ...Array.from(
      { length: size },
      (__, column) => dot(sums.map((list) => list[row]! * list[column]!)) + (row === column ? RIDGE : 0),
    ),
    dot(sums.map((list, index) => list[row]! * group[index]!.outcome)),
  ]);
  const weights = solved(matrix);
  return group.map(({ factors, outcome }) =>
    summingTo(
      factors.map((step) => dot(step.map((value, factor) => value * weights[factor]!))),
      outcome,
    ),
  );
}

/**
 * Implicit step rewards: β·log(π/π_ref) of each step, as the trainer's models have it, and what is left of the outcome spread evenly, so that the sum is the
 * outcome. From “Online Process Reward Learning” (OPRL, 2025), whose implicit rewards of steps are such ratios of a process model.
 * @param ratios the log-ratio of each step, summed over its tokens
 */
export function implicit(ratios: readonly number[], outcome: number, beta: number): number[] {
  return summingTo(
    ratios.map((ratio) => beta * ratio),
    outcome,
  );
}

/**
 * The outcome spread evenly, less β times the log-ratio of each step: the sum is the outcome less β times the divergence from the reference policy. From
 * “Process Reward Learning” (PRL, 2026), which decomposes the entropy-regularised objective into steps; we know it by its abstract.
 */
export function regularised(ratios: readonly number[], outcome: number, beta: number): number[] {
  return ratios.map((ratio) => outcome / ratios.length - beta * ratio);
}

/** @returns the values, each moved by the same amount so that they sum to the outcome; the last takes what rounding leaves */
function summingTo(values: readonly number[], outcome: number): number[] {
  const rest = (outcome - dot(values)) / values.length;
  const moved = values.map((value) => value + rest);
  moved[moved.length - 1]! += outcome - dot(moved);
  return moved;
}

function columnSums(rows: readonly (readonly number[])[], size: number): number[] {
  return Array.from({ length: size }, (_, column) => dot(rows.map((row) => row[column]!)));
}

function dot(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}

/** Gauss with the largest pivot. @returns 0 for a column that says nothing */
function solved(matrix: number[][]): number[] {
  const size = matrix.length;
  for (let column = 0; column < size; column++) {
    let best = column;
    for (let row = column + 1; row < size; row++)
      if (Math.abs(matrix[row]![column]!) > Math.abs(matrix[best]![column]!)) best = row;
    [matrix[column], matrix[best]] = [matrix[best]!, matrix[column]!];
    const top = matrix[column]!;
    if (top[column] === 0) continue;
    for (let row = 0; row < size; row++) {
      if (row === column) continue;
      const share = matrix[row]![column]! / top[column]!;
      for (let at = column; at <= size; at++) matrix[row]![at]! -= share * top[at]!;
    }
  }
  return matrix.map((row, index) => (row[index] === 0 ? 0 : row[size]! / row[index]!));
}
