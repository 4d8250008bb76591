import { z } from 'zod';
import { assignment } from '../../spec/assignment.ts';
import { promptText, query } from '../../spec/query.ts';

/** A query that no tool serves, with what it lacks. */
export const unserved = z.object({ queryKey: z.string(), query, assignment });
export type Unserved = z.infer<typeof unserved>;

/** Whether no rule knows the kind of a query: the classifier says "don't know". */
export function isUnnamed({ query: asked, assignment: { kind, tools, missing = [] } }: Unserved): boolean {
  return (
    kind === null && tools.length === 0 && missing.length === 0 && !asked.pinned && promptText(asked) !== ''
  );
}
