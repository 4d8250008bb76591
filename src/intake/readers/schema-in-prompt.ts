import type { JsonObject, JsonValue } from '../../spec/json.ts';
import type { Message } from '../../spec/query.ts';
import { parsedText } from '../parsed-text.ts';

const LONGEST = 40_000;
/** A schema is shown behind such a word, or is asked to be followed. */
const NAMES_SCHEMA = /schema/i;
const MOST_TRIES = 40;

/** OpenAI's `response_format`, or a schema in any of its wrappings. @returns null where there is none */
export function schemaIn(value: JsonValue | undefined): JsonObject | null {
  const read = parsedText(value);
  if (typeof read !== 'object' || read === null || Array.isArray(read)) return null;
  if (isSchema(read)) return read;
  for (const name of ['json_schema', 'schema', 'format']) {
    const inner = Object.hasOwn(read, name) ? schemaIn(read[name]) : null;
    if (inner) return inner;
  }
  return null;
}

/**
 * Finds the one JSON schema that a prompt shows and names so. Descriptions of functions hold schemas as well: they stand inside
 * another object, and are none.
 * @returns null where no schema is shown, or several are
 */
export function schemaInPrompt(messages: readonly Message[]): JsonObject | null {
  const text = messages
    .map(({ content }) => content)
    .join('\n')
    .slice(0, LONGEST);
  if (!NAMES_SCHEMA.test(text) || !text.includes('"type"')) return null;
  const found: JsonObject[] = [];
  let at = text.indexOf('{');
  for (let tries = 0; at >= 0 && tries < MOST_TRIES; tries += 1) {
    const end = endOf(text, at);
    const read = end < 0 ? null : parsed(text.slice(at, end));
    if (read && isSchema(read)) found.push(read);
    at = text.indexOf('{', read ? end : at + 1);
  }
  return found.length === 1 ? found[0]! : null;
}

function isSchema(value: JsonObject): boolean {
  const { type, properties, items } = value;
  if (type === 'object')
    return typeof properties === 'object' && properties !== null && !Array.isArray(properties);
  return type === 'array' && typeof items === 'object' && items !== null;
}

function parsed(text: string): JsonObject | null {
  try {
    return JSON.parse(text) as JsonObject;
  } catch {
    return null;
  }
}

/** @returns the place behind the bracket that closes the one at `start`, outside of texts; -1 where none does */
function endOf(text: string, start: number): number {
  let depth = 0;
  let quoted = false;
  for (let at = start; at < text.length; at += 1) {
    const char = text[at];
    if (char === '\\' && quoted) at += 1;
    else if (char === '"') quoted = !quoted;
    else if (!quoted && char === '{') depth += 1;
    else if (!quoted && char === '}') depth -= 1;
    if (depth === 0) return at + 1;
  }
  return -1;
}
