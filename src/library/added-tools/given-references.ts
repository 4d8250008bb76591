import type { ToolQuery } from '../../spec/tool.ts';

/**
 * @returns what a row gave to compare with, for functions that were written for such rows: its references; or the tests or
 * the calls that stood in their place, as JSON
 */
export function givenReferences({ references, tests, expectedCalls }: ToolQuery): readonly string[] {
  if (references.length > 0) return references;
  if (tests !== undefined) return [typeof tests === 'string' ? tests : JSON.stringify(tests)];
  return expectedCalls ? [JSON.stringify(expectedCalls)] : [];
}
