import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import { type JsonValue, jsonObject } from '../../spec/json.ts';
import { plainText, type TracedCall, type TraceEvent } from './trace.ts';

const words = z.string().min(1).max(1_000);

/**
 * Which events are meant: a tool's name, or an object all of whose parts must hold. `with` names arguments and their values; `said`, `result` and
 * `heard` are words that stand in the text, whatever their case. A call with a `result` is a call that was answered with these words, at the
 * moment of the answer.
 */
export const eventPattern = z.union([
  words,
  z
    .strictObject({
      call: words.optional(),
      with: jsonObject.optional(),
      said: words.optional(),
      result: words.optional(),
      heard: words.optional(),
    })
    .refine((pattern) => Object.keys(pattern).length > 0, { message: 'a pattern needs one part at least' })
    .refine(({ said, result, heard, ...call }) => {
      const texts = [said, result, heard].filter((part) => part !== undefined).length;
      const isCall = Object.keys(call).length > 0;
      return texts === 0 || (texts === 1 && (!isCall || result !== undefined));
    }, 'one event is a call, the answer to a call, or a text'),
]);
export type EventPattern = z.infer<typeof eventPattern>;

/** @returns whether an event is one that the pattern means */
export function isMeant(event: TraceEvent, pattern: EventPattern): boolean {
  if (typeof pattern === 'string') return event.what === 'call' && event.name === pattern;
  const { call, with: wanted, said, result, heard } = pattern;
  const text = said ?? result ?? heard;
  if (text !== undefined) {
    const what = said !== undefined ? 'said' : result !== undefined ? 'result' : 'heard';
    if (event.what !== what || !event.text.includes(plainText(text))) return false;
    if (call === undefined && wanted === undefined) return true;
  }
  const made = callOf(event, text !== undefined);
  if (made === null || (call !== undefined && made.name !== call)) return false;
  return Object.entries(wanted ?? {}).every(([name, value]) => isSameArgument(made.arguments[name], value));
}

/** @returns the call that an event is, or that it is the answer to */
export function callOf(event: TraceEvent, answered = event.what === 'result'): TracedCall | null {
  if (event.what === 'call') return answered ? null : event;
  return event.what === 'result' && answered ? event.of : null;
}

const NUMERAL = /^\s*[+-]?\d{1,15}(?:\.\d{1,15})?\s*$/;

/**
 * Whether two arguments are the same to an environment. Many take a number for its numeral, so that `"0170"` and 170 are the same, and a rule
 * about order 170 holds for all of its spellings.
 */
export function isSameArgument(one: JsonValue | undefined, other: JsonValue | undefined): boolean {
  if (isDeepStrictEqual(one, other)) return true;
  const number = numberOf(one);
  return number !== null && number === numberOf(other);
}

/** @returns the number that a value is, or is the numeral of */
export function numberOf(value: JsonValue | undefined): number | null {
  if (typeof value === 'number') return value;
  return typeof value === 'string' && NUMERAL.test(value) ? Number(value) : null;
}

/** @returns the pattern in words */
export function named(pattern: EventPattern): string {
  return typeof pattern === 'string' ? pattern : JSON.stringify(pattern);
}
