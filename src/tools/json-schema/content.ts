import type { JsonObject, JsonValue } from '../../spec/json.ts';
import { isSameJson } from '../../text/same-json.ts';

/** What a value says: nothing at all, nothing but what stands in for something, or something. */
export type EmptyReason = 'empty' | 'placeholders' | 'other-keys' | 'example';

const STAND_INS =
  /^(?:string|str|text|value|number|integer|int|boolean|array|object|\.{2,}|…|-+|\?+|tbd|todo|placeholder|example|dummy|xxx*|yyy*|zzz*|x|y|z|foo|bar|baz|test|abc|asdf|qwerty|lorem\b.*|<[^<>]{1,60}>|\[[^[\]]{1,60}\]|\{+[^{}]{1,60}\}+|(?:your|insert|enter) [\w ]{1,40}(?: here)?|[\w ]{1,40} (?:here|goes here))$/i;
const NOT_KNOWN = /^(?:n\/?a|none|null|nil|unknown|not (?:available|known|specified|given)|undefined)$/i;
const MOST_LEAVES = 2_000;

/**
 * Whether a valid document says nothing: no value in it, only empty texts, nulls and zeros, words that stand in for values, keys that
 * the schema does not know, or the very example of the prompt. A value that the schema lists itself always says something.
 * @param examples JSON that stands in the prompt as an example
 * @returns why, or null where the document says something
 */
export function whyEmpty(
  value: JsonValue,
  schema: JsonObject,
  examples: readonly JsonValue[],
): EmptyReason | null {
  const listed = listedValues(schema);
  if (listed.has(JSON.stringify(value))) return null;
  if (examples.some((example) => isSameJson(example, value))) return 'example';
  if (knowsNoKey(value, schema)) return 'other-keys';
  const leaves = leavesOf(value, '', []);
  if (leaves.length === 0) return 'empty';
  if (leaves.some(({ value: leaf }) => listed.has(JSON.stringify(leaf)))) return null;
  const texts = leaves.flatMap(({ key, value: leaf }) =>
    typeof leaf === 'string' ? [{ key, text: leaf.trim() }] : [],
  );
  const others = leaves.filter(({ value: leaf }) => typeof leaf !== 'string' && leaf !== null);
  if (texts.length === 0) return others.length === 0 ? 'empty' : null;
  if (texts.every(({ text }) => text === ''))
    return others.some(({ value: leaf }) => leaf !== 0) && texts.length < others.length ? null : 'empty';
  if (texts.every(({ key, text }) => isStandIn(text, key))) return 'placeholders';
  const told = texts.some(({ key, text }) => !isStandIn(text, key) && !NOT_KNOWN.test(text));
  return told || others.some(({ value: leaf }) => leaf !== 0 && leaf !== false) ? null : 'placeholders';
}

function isStandIn(text: string, key: string): boolean {
  if (text === '' || STAND_INS.test(text)) return true;
  return key.length > 1 && text.toLowerCase() === key.toLowerCase();
}

interface Leaf {
  readonly key: string;
  readonly value: string | number | boolean | null;
}

function leavesOf(value: JsonValue, key: string, into: Leaf[]): Leaf[] {
  if (into.length >= MOST_LEAVES) return into;
  if (typeof value !== 'object' || value === null) into.push({ key, value });
  else if (Array.isArray(value)) for (const item of value) leavesOf(item, key, into);
  else for (const [name, item] of Object.entries(value)) leavesOf(item, name, into);
  return into;
}

/** An object that uses none of the keys that the schema describes; a list in which every object is such a one. */
function knowsNoKey(value: JsonValue, schema: JsonObject): boolean {
  if (typeof value !== 'object' || value === null) return false;
  const inner = asSchema(schema.items);
  if (Array.isArray(value))
    return inner !== null && value.length > 0 && value.every((item) => knowsNoKey(item, inner));
  const known = asSchema(schema.properties);
  if (!known || Object.keys(known).length === 0 || schema.patternProperties) return false;
  if (asSchema(schema.additionalProperties) || schema.anyOf || schema.oneOf || schema.allOf || schema.$ref)
    return false;
  return Object.keys(value).length > 0 && !Object.keys(value).some((key) => Object.hasOwn(known, key));
}

function asSchema(value: JsonValue | undefined): JsonObject | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : null;
}

/** @returns every value that `const` and `enum` of a schema list, as JSON */
function listedValues(schema: JsonValue, into = new Set<string>(), depth = 0): Set<string> {
  if (typeof schema !== 'object' || schema === null || depth > 50 || into.size > MOST_LEAVES) return into;
  if (Array.isArray(schema)) {
    for (const item of schema) listedValues(item, into, depth + 1);
    return into;
  }
  if (Array.isArray(schema.enum)) for (const item of schema.enum) into.add(JSON.stringify(item));
  if (schema.const !== undefined) into.add(JSON.stringify(schema.const));
  for (const item of Object.values(schema)) listedValues(item, into, depth + 1);
  return into;
}
