import { hash } from 'node:crypto';
import type { Query } from './query.ts';

/**
 * @returns 32 hexadecimal digits that say which query this is: everything that decides the reward function and the
 * verdict. Ask for the key of the query as it counts: see `countedQuery`.
 */
export function queryKey(query: Query): string {
  const parts = [
    query.messages,
    query.references,
    query.tests ?? null,
    query.constraints,
    query.schema ?? null,
    query.expected_calls ?? null,
    query.languages ?? null,
    query.kind ?? null,
    query.pinned ?? null,
    query.hints,
    ...(query.options ? [query.options] : []),
  ];
  return hash('sha256', JSON.stringify(parts), 'hex').slice(0, 32);
}

/**
 * @param hints whether hints count: a run's own setting where it has one, else the configuration's
 * @returns the query as it counts, whose key is the query's
 */
export function countedQuery(query: Query, hints: boolean): Query {
  return hints ? query : withoutHints(query);
}

/** @returns the query as somebody asks it who says nothing of its task and source */
export function withoutHints(query: Query): Query {
  return { ...query, hints: {} };
}
