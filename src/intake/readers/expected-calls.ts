import type { JsonObject, JsonValue } from '../../spec/json.ts';
import { type ExpectedCall, expectedCall } from '../../spec/query.ts';
import { parsedText } from '../parsed-text.ts';
import { bfclCalls, jsonCalls, taggedCalls } from './calls.ts';
import { readPythonCalls } from './python-calls.ts';

/** What stands where no call is right. */
const NO_CALL =
  /^[\s([{<"'`]*(?:no|none|null|nil|n\/?a|nothing|(?:no|none|zero|0)[\s_-]*(?:tool|function)?[\s_-]*(?:calls?|tools?|functions?)(?:[\s_-]*(?:needed|expected|required|call|calls))?)?[\s)\]}>"'`.]*$/i;

/** Calls in their tags, and nothing beside them: they are calls wherever they stand. */
const TAGGED = /^\s*<tool_call>[\s\S]*<\/tool_call>\s*$/;

/** The names of the functions in descriptions of tools, as OpenAI, Anthropic and others write them. */
export function specNames(specs: JsonValue | undefined): Set<string> {
  const read = parsedText(specs ?? null);
  const list = Array.isArray(read) ? read : read === null || read === undefined ? [] : [read];
  const names = list.flatMap((entry) => {
    if (typeof entry !== 'object' || entry === null || Array.isArray(entry)) return [];
    const inner = entry.function;
    const name =
      typeof inner === 'object' && inner !== null && !Array.isArray(inner) ? inner.name : entry.name;
    return typeof name === 'string' ? name : [];
  });
  return new Set(names);
}

/** What a row says of tools. */
export interface Tools {
  /** The names of the functions that it describes; empty where it describes none. */
  readonly names: ReadonlySet<string>;
  /** Whether the row is about calls: it describes functions, or has a column for the calls that are wanted. */
  readonly told: boolean;
}

/**
 * Reads the calls that are wanted: JSON in any of its forms (a list, one alone, OpenAI's nested form), also as text. Where
 * the row is about calls, also `{name: {arguments}}`, calls between tags or as Python writes them, and nothing or words such
 * as "no call" where none is right.
 * @returns null where it is anything else
 */
export function callsWanted(value: JsonValue, tools: Tools): ExpectedCall[] | null {
  if (typeof value === 'string') {
    if (tools.told && NO_CALL.test(value.slice(0, 100))) return [];
    const read = parsedText(value);
    const inside = typeof read === 'object' && read !== null ? callsWanted(read, tools) : null;
    if (inside) return inside;
    if (!tools.told && !TAGGED.test(value)) return null;
    const calls =
      checked(taggedCalls(value)) ??
      checked(readPythonCalls(value.trim().startsWith('[') ? value : `[${value}]`));
    return calls && fits(calls, tools) ? calls : null;
  }
  if (typeof value !== 'object' || value === null) return null;
  const list = Array.isArray(value) ? value : [value];
  if (Object.keys(value).length === 0) return tools.told ? [] : null;
  const plain = list.every((entry) => isWholeCall(entry, tools.told)) ? checked(jsonCalls(list)) : null;
  if (plain && fits(plain, tools)) return plain;
  if (!tools.told) return null;
  const named = checked(bfclCalls(list)) ?? checked(list.flatMap(callsByName));
  return named && named.length > 0 && tools.names.size > 0 && fits(named, tools) ? named : null;
}

function fits(calls: readonly ExpectedCall[], { names }: Tools): boolean {
  return calls.every(({ name }) => names.size === 0 || names.has(name));
}

const FIELDS = new Set([
  'name',
  'arguments',
  'parameters',
  'args',
  'id',
  'type',
  'index',
  'accepts',
  'function',
]);
const GIVEN = ['arguments', 'parameters', 'args', 'function', 'accepts'];

/** A call has no other fields: an object with a name and something else is an object. A name alone is a call where the row is about calls. */
function isWholeCall(value: JsonValue, told: boolean): boolean {
  const read = parsedText(value);
  if (typeof read !== 'object' || read === null || Array.isArray(read)) return false;
  const given = GIVEN.some((key) => Object.hasOwn(read, key));
  return (
    Object.keys(read).every((key) => FIELDS.has(key)) && (given || (told && Object.hasOwn(read, 'name')))
  );
}

/** `{get_weather: {city: "Oslo"}}`. */
function callsByName(value: JsonValue): JsonObject[] {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return [];
  return Object.entries(value).map(([name, given]) => ({ name, arguments: given }));
}

function checked(value: JsonValue): ExpectedCall[] | null {
  const read = Array.isArray(value) ? expectedCall.array().safeParse(value) : null;
  return read?.success ? read.data : null;
}
