import type { JsonValue } from '../../spec/json.ts';

const MOST_VALUES = 2_000;

/** @returns every value that `const` and `enum` of a schema list, as JSON */
export function listedValues(schema: JsonValue, into = new Set<string>(), depth = 0): Set<string> {
  if (typeof schema !== 'object' || schema === null || depth > 50 || into.size > MOST_VALUES) return into;
  if (Array.isArray(schema)) {
    for (const item of schema) listedValues(item, into, depth + 1);
    return into;
  }
  if (Array.isArray(schema.enum)) for (const item of schema.enum) into.add(JSON.stringify(item));
  if (schema.const !== undefined) into.add(JSON.stringify(schema.const));
  for (const item of Object.values(schema)) listedValues(item, into, depth + 1);
  return into;
}
