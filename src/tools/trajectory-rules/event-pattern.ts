import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import { jsonObject } from '../../spec/json.ts';
import { plainText, type TraceEvent } from './trace.ts';

const words = z.string().min(1).max(1_000);

/**
 * Which events are meant: a tool's name, or an object all of whose parts must hold. `with` names arguments and their values; `said`, `result` and
 * `heard` are words that stand in the text, whatever their case.
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
      return texts === 0 || (texts === 1 && Object.keys(call).length === 0);
    }, 'one event is a call, or a text, not both'),
]);
export type EventPattern = z.infer<typeof eventPattern>;

/** @returns whether an event is one that the pattern means */
export function isMeant(event: TraceEvent, pattern: EventPattern): boolean {
  if (typeof pattern === 'string') return event.what === 'call' && event.name === pattern;
  const { call, with: wanted = {}, said, result, heard } = pattern;
  const text = said ?? result ?? heard;
  if (text !== undefined) {
    const what = said !== undefined ? 'said' : result !== undefined ? 'result' : 'heard';
    return event.what === what && event.text.includes(plainText(text));
  }
  if (event.what !== 'call' || (call !== undefined && event.name !== call)) return false;
  return Object.entries(wanted).every(([name, value]) => isDeepStrictEqual(event.arguments[name], value));
}

/** @returns the pattern in words */
export function named(pattern: EventPattern): string {
  return typeof pattern === 'string' ? pattern : JSON.stringify(pattern);
}
