import { z } from 'zod';
import type { JsonObject } from '../../spec/json.ts';
import type { BenchmarkItem, Recording } from './benchmark.ts';
import { itemOf, queryOf } from './make-item.ts';

/** Items of writing as C3EBench has them: a task, what a professional wrote, and what models wrote. */
const writingRow = z.object({
  id: z.union([z.string(), z.number()]).nullish(),
  prompt: z.string(),
  reference: z.string().min(1),
  generations: z.record(z.string(), z.string().nullable()),
  operation: z.string().nullish(),
  lang: z.string().nullish(),
  /** By scorer: what it said of `reference` and of each name of `generations`. */
  scores: z.record(z.string(), z.record(z.string(), z.number().nullable())).default({}),
});

/**
 * The human original is right, all generations are wrong. The query does not carry the original: it is one of the candidates,
 * and a reward that was handed it would measure nothing.
 * @returns items by language and operation; null where the first row is none of these
 */
export function readWriting(rows: readonly JsonObject[]): BenchmarkItem[] | null {
  if (!rows[0] || !writingRow.safeParse(rows[0]).success) return null;
  return rows.flatMap((row, at) => {
    const { data } = writingRow.safeParse(row);
    if (!data) return [];
    const { id, prompt, reference, generations, operation, lang, scores } = data;
    const made = Object.entries(generations).flatMap(([name, text]) => (text ? [[name, text] as const] : []));
    if (made.length === 0) return [];
    const category = [lang, operation].filter(Boolean).join(' ') || 'all';
    const item = itemOf(
      String(id ?? at),
      category,
      queryOf({ prompt }),
      [reference],
      made.map(([, text]) => text),
    );
    const recordings = Object.entries(scores).map(([scorer, said]): [string, Recording] => [
      scorer,
      {
        type: 'reward-model',
        values: ['reference', ...made.map(([name]) => name)].map((name) => said[name] ?? null),
      },
    ]);
    return [{ ...item, recordings: new Map(recordings) }];
  });
}
