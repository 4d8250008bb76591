import type { JsonObject } from '../../spec/json.ts';
import { promptText, type Query } from '../../spec/query.ts';
import { withoutNulls } from './arguments.ts';
import type { AcquisitionRequest } from './request.ts';
import { seededOrder } from './seeded-order.ts';

/** One of the request's queries, as the agent's steps use it. */
export interface Sample {
  /** Index into the request's queries. */
  readonly index: number;
  readonly query: Query;
  readonly prompt: string;
  readonly references: readonly string[];
  /** The query's own constraint of the wanted sort; null where only the prompt states it. */
  readonly kwargs: JsonObject | null;
}

/** The split of the queries: those shown to the writing model, and those for the gates alone. */
export interface Samples {
  readonly shown: readonly Sample[];
  readonly hidden: readonly Sample[];
}

const MOST_SHOWN = 6;
/** Characters of a prompt or a reference that are shown. */
const LONGEST_SHOWN = 2_500;

/** @returns up to six queries to show, by a seeded draw, and half of them at most where there are three or more */
export function drawSamples({ target, queries, seed }: AcquisitionRequest): Samples {
  const seen = new Set<string>();
  const all = queries.flatMap((query, index): Sample[] => {
    const prompt = promptText(query);
    if (prompt.trim() === '' || seen.has(prompt)) return [];
    seen.add(prompt);
    const stated =
      target.what === 'constraint' ? query.constraints.find(({ id }) => id === target.id) : undefined;
    const kwargs = stated ? withoutNulls(stated.kwargs) : null;
    return [{ index, query, prompt, references: query.references, kwargs }];
  });
  const drawn = seededOrder(all, seed, ({ prompt }) => prompt);
  const count = Math.min(MOST_SHOWN, drawn.length < 3 ? drawn.length : Math.floor(drawn.length / 2));
  return { shown: drawn.slice(0, count), hidden: drawn.slice(count) };
}

function clipped(text: string): string {
  return text.length > LONGEST_SHOWN ? `${text.slice(0, LONGEST_SHOWN)} …` : text;
}

/** @returns the samples as the model reads them, numbered from 0 */
export function describeSamples(samples: readonly Sample[]): string {
  if (samples.length === 0) return '(none)';
  return samples
    .map(({ prompt, references, kwargs }, at) =>
      [
        `[${at}] ${clipped(prompt)}`,
        ...references.slice(0, 3).map((reference) => `[${at}, reference] ${clipped(reference)}`),
        ...(kwargs ? [`[${at}, arguments] ${JSON.stringify(kwargs)}`] : []),
      ].join('\n'),
    )
    .join('\n\n');
}
