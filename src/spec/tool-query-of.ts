import { promptText, type Query } from './query.ts';
import type { ToolQuery } from './tool.ts';

/** @returns what tools see of a query: no hints, no ids */
export function toolQueryOf(query: Query): ToolQuery {
  return {
    prompt: promptText(query),
    messages: query.messages,
    references: query.references,
    constraints: query.constraints,
    ...(query.tests !== undefined && { tests: query.tests }),
    ...(query.schema && { schema: query.schema }),
    ...(query.expected_calls && { expectedCalls: query.expected_calls }),
    ...(query.languages && { languages: query.languages }),
    ...(query.options && { options: query.options }),
    ...(query.par_references && { parReferences: query.par_references }),
  };
}
