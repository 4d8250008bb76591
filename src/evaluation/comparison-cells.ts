import type { Comparison } from './suite-report.ts';

/** How a table writes its numbers. */
interface Written {
  readonly share: (share: number) => string;
  readonly gain: (share: number) => string;
  readonly interval: (interval: readonly [number, number]) => string;
}

/** @returns the cells of a row that sets rlar beside the best static reward */
export function comparisonCells(
  name: string,
  found: Comparison,
  { share, gain, interval }: Written,
): string[] {
  const { tasks, bestStatic, bestStaticTool, rlar } = found;
  return [
    name,
    String(tasks.length),
    share(bestStatic),
    bestStaticTool ?? '–',
    share(rlar),
    gain(found.gain),
    interval(found.gainInterval),
  ];
}
