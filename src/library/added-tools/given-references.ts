import { z } from 'zod';
import type { ToolQuery } from '../../spec/tool.ts';

/** Asserts that were the reference, as a text with one a line. */
const asserts = z.strictObject({ test_list: z.array(z.string()) });

/**
 * @returns what a row gave to compare with, for functions that were written for such rows: its references; or the tests or
 * the calls that stood in their place, as JSON; asserts as text
 */
export function givenReferences({ references, tests, expectedCalls }: ToolQuery): readonly string[] {
  if (references.length > 0) return references;
  const listed = asserts.safeParse(tests);
  if (listed.success) return [listed.data.test_list.join('\n')];
  if (tests !== undefined) return [typeof tests === 'string' ? tests : JSON.stringify(tests)];
  return expectedCalls ? [JSON.stringify(expectedCalls)] : [];
}
