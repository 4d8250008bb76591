import type { KindName } from '../../spec/kinds.ts';
import { promptText, type Query } from '../../spec/query.ts';
import type { Need } from '../../spec/tool-card.ts';

/** Queries of one kind that carry the same inputs: what one decision is about. */
export interface PolicyAsk {
  readonly kind: KindName;
  /** Sorted, without `steps`. */
  readonly carries: readonly Need[];
  /** A few of the queries. */
  readonly queries: readonly Query[];
}

/** @returns the prompts of the queries, for a reader */
export function promptsOf({ queries }: PolicyAsk): string[] {
  return queries.map((query) => promptText(query)).filter((prompt) => prompt !== '');
}
