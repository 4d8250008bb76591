import { z } from 'zod';
import type { ToolQuery } from '../../spec/tool.ts';

/** Asserts that stood as the reference: a text with one assert a line. */
const asserts = z.strictObject({ test_list: z.array(z.string()) });

/**
 * @returns the reference of a row in the form that the row had, for functions that were written for such rows: its
 * references; tests or calls in their place, as JSON; asserts as text
 */
export function givenReferences({ references, tests, expectedCalls }: ToolQuery): readonly string[] {
  if (references.length > 0) return references;
  const listed = asserts.safeParse(tests);
  if (listed.success) return [listed.data.test_list.join('\n')];
  if (tests !== undefined) return [typeof tests === 'string' ? tests : JSON.stringify(tests)];
  return expectedCalls ? [JSON.stringify(expectedCalls)] : [];
}
