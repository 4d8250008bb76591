import type { JsonObject, JsonValue } from '../../spec/json.ts';
import { bracketEnd, parseStrictJson } from '../../text/strict-json.ts';
import { asObject, type MadeCall, madeCall, type ReadCalls } from './made-call.ts';

/** Says whether a name is one of a tool: expected, or named in the prompt. */
export type IsTool = (name: string) => boolean;

const NAMES = ['name', 'tool_name', 'function_name', 'recipient_name', 'tool', 'action', 'function'] as const;
const ARGUMENTS = [
  'arguments',
  'parameters',
  'args',
  'input',
  'action_input',
  'tool_input',
  'kwargs',
  'params',
] as const;
const WRAPPERS = ['function', 'function_call', 'functionCall', 'tool_call', 'action', 'tool'] as const;
const LISTS = ['tool_calls', 'tool_uses', 'function_calls', 'calls'] as const;
const MOST = 100;

/**
 * Reads the calls in a text that is nothing but JSON values: one, a list, or several after each other (lines, commas,
 * semicolons). @returns null where the text is anything else, or holds a key twice
 */
export function readJsonCalls(text: string, isTool: IsTool): ReadCalls {
  const calls: MadeCall[] = [];
  let at = skip(text, 0);
  while (at < text.length) {
    if ((text[at] !== '{' && text[at] !== '[') || calls.length > MOST) return null;
    const end = bracketEnd(text, at);
    const read = end < 0 ? null : parseStrictJson(text.slice(at, end));
    const found = read && 'value' in read ? callsOfValue(read.value, isTool) : null;
    if (!found) return null;
    calls.push(...found);
    at = skip(text, end);
  }
  return calls.length > 0 ? calls : null;
}

function skip(text: string, from: number): number {
  let at = from;
  while (at < text.length && /[\s,;]/.test(text.charAt(at))) at += 1;
  return at;
}

/** @returns the calls of a JSON value; null where it is none, or a list in which something else stands */
export function callsOfValue(value: JsonValue, isTool: IsTool, depth = 0): ReadCalls {
  if (depth > 4) return null;
  if (Array.isArray(value)) {
    const parts = value.slice(0, MOST).map((entry) => callsOfValue(entry, isTool, depth + 1));
    return parts.every((part) => part !== null) && parts.length > 0 ? parts.flat() : null;
  }
  const object = asObject(value);
  if (!object) return null;
  for (const key of LISTS)
    if (Array.isArray(object[key])) return callsOfValue(object[key], isTool, depth + 1);
  for (const key of WRAPPERS) {
    const inner = asObject(object[key]);
    if (inner && !isTool(key)) return callsOfValue(inner, isTool, depth + 1);
  }
  const named = namedCall(object);
  return named ? [named] : keyedCalls(object, isTool);
}

/** `{name, arguments}` in all its spellings. A record such as {"name": "Ada"} is no call: it has no arguments. */
function namedCall(object: JsonObject): MadeCall | null {
  const key = ARGUMENTS.find((entry) => Object.hasOwn(object, entry));
  const name = NAMES.map((entry) => object[entry]).find((entry) => typeof entry === 'string');
  if (key === undefined || typeof name !== 'string') return null;
  const given = argumentsOf(object[key]);
  return given && madeCall(name, given);
}

/** An object, a text that holds one, or nothing. */
function argumentsOf(value: JsonValue | undefined): JsonObject | null {
  if (value === null || value === undefined || value === '') return {};
  if (typeof value !== 'string') return asObject(value);
  const read = parseStrictJson(value);
  return 'value' in read ? asObject(read.value) : null;
}

/** `{get_weather: {city: "Paris"}}`: every key is a tool, every value its arguments. */
function keyedCalls(object: JsonObject, isTool: IsTool): ReadCalls {
  const entries = Object.entries(object);
  if (entries.length === 0 || entries.length > MOST) return null;
  const calls = entries.map(([name, value]) => {
    const given = isTool(name) ? asObject(value) : null;
    return given && madeCall(name, given);
  });
  return calls.every((call) => call !== null) ? calls : null;
}
