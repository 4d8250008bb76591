import { hash } from 'node:crypto';
import type { Query } from './query.ts';

/**
 * @returns the identity of a query: 32 hexadecimal digits of a hash over all data that decide the reward function and the
 * verdict. Pass the result of `countedQuery`.
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
    ...(query.par_references ? [{ par_references: query.par_references }] : []),
  ];
  return hash('sha256', JSON.stringify(parts), 'hex').slice(0, 32);
}

/**
 * @param hints whether hints count: a run's own setting where it has one, else the configuration's
 * @returns the query as it counts for its identity: its key is the key of the query
 */
export function countedQuery(query: Query, hints: boolean): Query {
  return hints ? query : withoutHints(query);
}

/** @returns the query without its task and source */
export function withoutHints(query: Query): Query {
  return { ...query, hints: {} };
}
