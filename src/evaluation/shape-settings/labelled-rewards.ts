import { z } from 'zod';
import { RlarError } from '../../spec/errors.ts';
import type { Slots } from '../../spec/slots.ts';
import { readJsonObjects } from '../json-lines.ts';

const truth = z.union([z.boolean().transform(Number), z.number().min(0).max(1)]);
const row = z.looseObject({
  score: z.number().nullable().optional(),
  slots: z.record(z.string(), z.number().nullable()).optional(),
  right: truth.optional(),
  correct: truth.optional(),
  label: truth.optional(),
  group: z.union([z.string(), z.number()]).optional(),
  query: z.string().optional(),
  prompt: z.string().optional(),
});

export interface LabelledRow {
  readonly group: string;
  readonly score: number;
  /** From 0 (wrong) to 1 (right). */
  readonly truth: number;
}

/**
 * Reads rewards with what a person or a trusted check said of them: `score`, or the `slots` of a reward, beside `right` (`correct`, `label`); and
 * `group` (`query`, `prompt`), which says which rows are of one query. Rows without a score are left out, and counted.
 * @throws RlarError RLAR_FILE_UNREADABLE, with the row that has no label
 */
export function readLabelledRewards(
  path: string,
  slot: keyof Slots,
): { readonly rows: LabelledRow[]; readonly unscored: number } {
  const rows: LabelledRow[] = [];
  let unscored = 0;
  for (const [index, value] of readJsonObjects(path).entries()) {
    const parsed = row.safeParse(value);
    const told = parsed.data?.right ?? parsed.data?.correct ?? parsed.data?.label;
    if (!parsed.success || told === undefined)
      throw new RlarError(
        'RLAR_FILE_UNREADABLE',
        `${path}, row ${index + 1}: expected \`score\` (or \`slots\`) beside \`right\`, which is true, false, or a number from 0 to 1`,
      );
    const { score = parsed.data.slots?.[slot] ?? null, group, query, prompt } = parsed.data;
    if (score === null) unscored += 1;
    else rows.push({ group: String(group ?? query ?? prompt ?? ''), score, truth: told });
  }
  if (rows.length === 0) throw new RlarError('RLAR_FILE_UNREADABLE', `${path}: no row has a score`);
  return { rows, unscored };
}
