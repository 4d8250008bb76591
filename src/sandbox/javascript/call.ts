import type { JsonValue } from '../../spec/json.ts';

/** One call of a function that an agent wrote. */
export interface JavaScriptCall {
  /** A script that defines the function, by name at its outermost level. */
  readonly source: string;
  /** The name of the function, an identifier. */
  readonly entry: string;
  /** Copied into the sandbox and frozen there. */
  readonly inputs: readonly JsonValue[];
  /** Of `Math.random`; the same seed gives the same numbers. */
  readonly seed?: number;
  /** The helper library as source, in place of what the function mentions of this rlar's. */
  readonly helpers?: string;
  /** Milliseconds of processor time until the call is interrupted, where its work is of that size; see `CallLimit`. */
  readonly limitMs?: number;
}

export const DEFAULT_CALL_MS = 100;
/** Pages of 64 KiB that an engine starts with and may grow to: 16 and 32 MiB, all of its memory. */
export const FIRST_PAGES = 256;
export const MOST_PAGES = 512;
/** Characters of a result, as JSON. */
export const LONGEST_RESULT = 200_000;
