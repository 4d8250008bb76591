import { KIND_FAMILIES } from '../../src/spec/kinds.ts';
import { atCoverage, atThreshold, calibrationError, type Guess } from './figures.ts';
import type { Prepared } from './learner.ts';

/** @returns a share as it is printed */
export function percent(value: number): string {
  return `${(value * 100).toFixed(1)} %`;
}

/** Prints the share of right guesses above a threshold of trust, and at other coverages. */
export function report(name: string, guesses: readonly Guess[], threshold: number, neighbours = false): void {
  const { right, answered, count } = atThreshold(guesses, threshold, neighbours);
  console.log(
    `${name.padEnd(36)} ${String(count).padStart(5)} prompts: ${percent(right)} right of ${percent(answered)} answered; ` +
      `at 85 %: ${percent(atCoverage(guesses, 0.85, neighbours))}, at 60 %: ${percent(atCoverage(guesses, 0.6, neighbours))}, ` +
      `at 100 %: ${percent(atCoverage(guesses, 1, neighbours))}; ECE ${calibrationError(guesses, neighbours).toFixed(3)}`,
  );
}

/** Prints what the prompts of each label were taken for. */
export function confusion(name: string, guesses: readonly Guess[]): void {
  const table = new Map<string, Map<string, number>>();
  for (const { example, best } of guesses) {
    const row = table.get(nameOf(example)) ?? new Map<string, number>();
    table.set(nameOf(example), row);
    row.set(KIND_FAMILIES[best]!, (row.get(KIND_FAMILIES[best]!) ?? 0) + 1);
  }
  console.log(`\n${name}`);
  for (const [label, row] of table)
    console.log(
      `  ${label.padEnd(40)} ${[...row]
        .sort((a, b) => b[1] - a[1])
        .map(([family, count]) => `${family} ${count}`)
        .join(', ')}`,
    );
}

/** @returns the label of an example, or the families that it may be of */
export function nameOf(example: Prepared): string {
  return example.label || example.families.join('|');
}
