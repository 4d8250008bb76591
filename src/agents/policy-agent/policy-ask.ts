import type { Sample } from '../../routing/utility.ts';
import type { KindName } from '../../spec/kinds.ts';
import type { LanguageGroup } from '../../spec/language-group.ts';
import { promptText, type Query } from '../../spec/query.ts';
import type { Need } from '../../spec/tool-card.ts';

/** Queries of one kind that carry the same inputs, in languages that the same tools read: what one decision is about. */
export interface PolicyAsk {
  readonly kind: KindName;
  /** Sorted, without `steps`. */
  readonly carries: readonly Need[];
  /** Their languages, where a tool for the kind reads some alone; else they are in any. */
  readonly languages?: LanguageGroup;
  /** A few of the queries. */
  readonly queries: readonly Query[];
  /** Queries with responses that somebody labelled, where there are some. */
  readonly labelled?: readonly LabelledQuery[];
  /** By tool: of how many pairs of a right and a wrong response to one query, how many it ranks right. */
  readonly measured?: ReadonlyMap<string, Sample>;
}

/** A query with a right and a wrong response. */
export interface LabelledQuery {
  readonly query: Query;
  readonly right: string;
  readonly wrong: string;
}

/** @returns the prompts of the queries, for a reader */
export function promptsOf({ queries }: PolicyAsk): string[] {
  return queries.map((query) => promptText(query)).filter((prompt) => prompt !== '');
}
