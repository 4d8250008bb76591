import type { JsonObject, JsonValue } from '../../spec/json.ts';

/** A call as a rollout makes it. */
export interface MadeCall {
  readonly name: string;
  readonly arguments: JsonObject;
  /** Whether all values are texts because the notation has no others (XML): `3` may then be the number or the text. */
  readonly untyped?: boolean;
  /** The id that the harness gave it, where it gave one. */
  readonly id?: string | undefined;
}

/** What a part of a text holds: calls; or a mark of a call without a call that can be read. */
export type ReadCalls = readonly MadeCall[] | null;

const PREFIX = /^(?:functions|default_api|tools)\.(?=\w)/;

/** @returns a call with the name-space that a dialect puts before all names taken off, or null where the name is none */
export function madeCall(name: string, given: JsonObject, untyped = false): MadeCall | null {
  const bare = name.replace(PREFIX, '');
  if (bare === '' || bare.length > 300) return null;
  return { name: bare, arguments: given, ...(untyped && { untyped }) };
}

/** @returns the object itself, or null for any other value */
export function asObject(value: JsonValue | undefined): JsonObject | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : null;
}
