import { readRow } from '../../intake/read-row.ts';
import type { JsonObject } from '../../spec/json.ts';
import type { Query } from '../../spec/query.ts';
import type { BenchmarkItem, Recording } from './benchmark.ts';
import type { BestOfRow } from './row-formats.ts';

/** A row of a benchmark with what it asks. */
export type Read<Row> = Row & { readonly id: string; readonly query: Query };

/** @returns an item of right and wrong texts, the right ones first, without recordings */
export function itemOf(
  id: string,
  category: string | null | undefined,
  query: Query,
  right: readonly string[],
  wrong: readonly string[],
): BenchmarkItem {
  const texts = [...right, ...wrong];
  return {
    id,
    category: category ?? 'all',
    query,
    candidates: texts.map((text) => ({ text })),
    right: texts.map((_, place) => place < right.length),
    recordings: new Map(),
  };
}

/** Columns of benchmarks that say something of the responses, and nothing of the query. */
const OF_RESPONSES = [
  'chosen',
  'rejected',
  'responses',
  'response',
  'response_A',
  'response_B',
  'correct',
  'label',
  'scores',
];

/** @returns what the row asks, with everything that `rlar score` would read there: reference, tests, constraints */
export function queryOf(row: JsonObject): Query {
  const asked = Object.fromEntries(Object.entries(row).filter(([name]) => !OF_RESPONSES.includes(name)));
  const read = readRow(asked, { needsResponse: false });
  if (read.ok) return read.row.group.query;
  const { prompt } = row;
  return {
    messages: typeof prompt === 'string' ? [{ role: 'user', content: prompt }] : [],
    references: [],
    constraints: [],
    hints: {},
  };
}

/** Without the candidates' texts each is named by its place, so that recordings can be played back all the same. */
export function bestOfItem(row: Read<BestOfRow>): BenchmarkItem {
  const { id, query, correct, scores, rating_judges, pairwise_judges } = row;
  const list = (type: Recording['type'], found: Record<string, (number | null)[]>) =>
    Object.entries(found).map(([name, values]): [string, Recording] => [name, { type, values }]);
  const pairwise = Object.entries(pairwise_judges).map(([name, wins]): [string, Recording] => {
    let next = 0;
    const values = correct.map((isRight) => {
      if (isRight) return 0;
      const win = wins[next++] ?? null;
      return win === null ? null : win ? -1 : 1;
    });
    return [`${name} (pairwise)`, { type: 'judge', values, isRelative: true }];
  });
  return {
    id,
    category: row.category ?? row.subcategory ?? 'all',
    query,
    candidates: correct.map((_, place) => ({
      text: row.responses?.[place] ?? `[candidate ${place} of ${id}]`,
    })),
    right: correct,
    recordings: new Map([...list('reward-model', scores), ...list('judge', rating_judges), ...pairwise]),
  };
}
