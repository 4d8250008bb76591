import type { FactCondition, FactSource } from './fact-source.ts';

/** Steps cut into stretches of equal width, the same for every part. */
export interface StepStretches {
  /** SQL for the number of a fact's stretch; -1 for a fact without a step. */
  readonly column: string;
  /** @returns the ends of a stretch, both inside it; null for facts without a step */
  ends(stretch: number): { readonly from: number | null; readonly to: number | null };
}

/** @param most stretches @param table of cells or bins, which have the column `step` */
export async function stepStretches(
  source: FactSource,
  table: 'fact_cells' | 'fact_bins',
  condition: Exclude<FactCondition, null>,
  most: number,
): Promise<StepStretches> {
  const [found] = await source.all(
    `SELECT min(step) AS first, max(step) AS last FROM ${table} WHERE step >= 0 AND ${condition}`,
  );
  const [first, last] = [Number(found?.first ?? 0), Number(found?.last ?? 0)];
  const width = Math.max(1, Math.ceil((last - first + 1) / most));
  return {
    column: `CASE WHEN step < 0 THEN -1 ELSE (step - ${first}) / ${width} END`,
    ends(stretch) {
      if (stretch < 0) return { from: null, to: null };
      const from = first + stretch * width;
      return { from, to: Math.min(last, from + width - 1) };
    },
  };
}
