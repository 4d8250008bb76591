import type { Library } from '../library/library.ts';
import type { AssignedTool } from '../spec/assignment.ts';
import type { JsonObject } from '../spec/json.ts';
import { table } from '../spec/table.ts';
import { lengthBaseline } from './length-baseline.ts';

/** A static reward: one tool with fixed settings for all queries. It is the practice without routing. */
export interface StaticReward {
  /** The tool's id, with its metric where it has several: `overlap/rougeL`. */
  readonly name: string;
  readonly assigned: AssignedTool;
  /** A baseline of no use by itself: in no oracle by item, in no mean. */
  readonly trivial: boolean;
}

/** Metrics of tools that have several; the first is the tool's own default. */
const METRICS: Readonly<Record<string, readonly string[]>> = table({
  overlap: ['content', 'wording', 'rouge1', 'rouge2', 'rougeL', 'rougeLsum', 'token-f1'],
  translation: ['lex', 'bleu', 'chrf', 'chrf++', 'ter'],
});

/** @returns under which name a tool with these settings stands among the static rewards */
export function staticName(id: string, options?: JsonObject): string {
  const metric = options?.metric ?? METRICS[id]?.[0];
  return typeof metric === 'string' ? `${id}/${metric}` : id;
}

/** @returns every tool of the library, each of its metrics apart, and length */
export function staticRewards(library: Library): StaticReward[] {
  const rewards = library.entries().flatMap(({ card: { id, version } }) => {
    const one = (name: string, options?: JsonObject): StaticReward => ({
      name,
      assigned: { id, version, weight: 1, ...(options && { options }) },
      trivial: false,
    });
    return METRICS[id]?.map((metric) => one(`${id}/${metric}`, { metric })) ?? [one(id)];
  });
  const { id, version } = lengthBaseline.declaration;
  return [...rewards, { name: id, assigned: { id, version, weight: 1 }, trivial: true }];
}
