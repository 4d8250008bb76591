import type { JsonObject, JsonValue } from '../../spec/json.ts';
import { cellText } from '../cell-text.ts';
import { parsedText } from '../parsed-text.ts';
import { readPythonCalls } from './python-calls.ts';

/** Calls as JSON (text): `[{name, arguments}]`, one alone, or in OpenAI's nested form (xLAM, Hermes). */
export function jsonCalls(value: JsonValue): JsonValue {
  const read = parsedText(value);
  const list = Array.isArray(read) ? read : read === null || read === undefined ? [] : [read];
  const calls = list.map(callOf);
  return calls.every((call) => call !== null) && (calls.length > 0 || Array.isArray(read)) ? calls : null;
}

function callOf(value: JsonValue): JsonObject | null {
  const read = parsedText(value);
  if (typeof read !== 'object' || read === null || Array.isArray(read)) return null;
  const call = typeof read.function === 'object' && read.function !== null ? parsedText(read.function) : read;
  if (typeof call !== 'object' || call === null || Array.isArray(call) || typeof call.name !== 'string')
    return null;
  const given = parsedText(call.arguments ?? call.parameters ?? call.args ?? {});
  const plain = typeof given === 'object' && given !== null && !Array.isArray(given);
  if (!plain) return null;
  return { name: call.name, arguments: given, ...(call.accepts !== undefined && { accepts: call.accepts }) };
}

/**
 * BFCL: `[{function: {argument: [accepted values]}}]`; the empty text among the accepted ones says that the argument may be
 * left out. The first accepted value stands in `arguments`, all of them in `accepts`.
 */
export function bfclCalls(value: JsonValue): JsonValue {
  const read = parsedText(value);
  const list = Array.isArray(read) ? read : [read ?? null];
  const calls = list.flatMap((entry) =>
    typeof entry === 'object' && entry !== null && !Array.isArray(entry)
      ? Object.entries(entry).map(([name, accepted]) => acceptingCall(name, accepted))
      : [null],
  );
  return calls.length > 0 && calls.every((call) => call !== null) ? calls : null;
}

function acceptingCall(name: string, accepted: JsonValue): JsonObject | null {
  if (typeof accepted !== 'object' || accepted === null || Array.isArray(accepted)) return null;
  const entries = Object.entries(accepted);
  if (!entries.every(([, values]) => Array.isArray(values))) return null;
  const lists = entries as [string, JsonValue[]][];
  const needed = lists.filter(([, values]) => !values.includes('') && values.length > 0);
  return {
    name,
    arguments: Object.fromEntries(needed.map(([argument, values]) => [argument, values[0]!])),
    accepts: Object.fromEntries(lists),
  };
}

/** Calls between `<tool_call>` tags, one JSON a line (ToolRL, Hermes); calls that are not JSON make it null. */
export function taggedCalls(value: JsonValue): JsonValue {
  if (typeof value !== 'string') return null;
  const parts = Array.from(value.matchAll(/<tool_call>([\s\S]*?)<\/tool_call>/g), (found) => found[1]!);
  const lines = parts.flatMap((part) => {
    const whole = jsonCalls(part.trim());
    return whole === null ? part.split('\n').filter((line) => line.trim() !== '') : [part.trim()];
  });
  const calls = lines.map((line) => jsonCalls(line.trim()));
  return calls.length > 0 && calls.every((call) => call !== null) ? calls.flat() : null;
}

/** The calls of the last turn of a conversation that makes any: as JSON, between tags, or as Python has them. */
export function lastCalls(value: JsonValue): JsonValue {
  const list = parsedText(value);
  if (!Array.isArray(list)) return null;
  for (const entry of list.toReversed()) {
    const calls = callsOfTurn(entry);
    if (calls) return calls;
  }
  return null;
}

/** @returns the calls that an assistant's turn of a conversation makes, or null */
export function callsOfTurn(entry: JsonValue): JsonValue[] | null {
  if (typeof entry !== 'object' || entry === null || Array.isArray(entry)) return null;
  const role = cellText(entry.from ?? entry.role ?? '');
  if (!/^(?:assistant|gpt|model|function_call)$/.test(role)) return null;
  if (Array.isArray(entry.tool_calls) && entry.tool_calls.length > 0)
    return jsonCalls(entry.tool_calls) as JsonValue[] | null;
  const text = entry.value ?? entry.content;
  if (typeof text !== 'string') return null;
  const calls =
    taggedCalls(text) ?? (/^\s*[[{]/.test(text) ? jsonCalls(text.trim()) : null) ?? readPythonCalls(text);
  return Array.isArray(calls) && calls.length > 0 ? calls : null;
}
