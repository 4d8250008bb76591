import { z } from 'zod';
import type { JsonObject, JsonValue } from '../../spec/json.ts';

/** A constraint's arguments as models give them: a list, because strict schemas know no objects with free keys. */
export const argumentList = z.array(
  z.object({
    name: z.string().max(60),
    value: z.union([
      z.string(),
      z.number(),
      z.boolean(),
      z.array(z.union([z.string(), z.number(), z.boolean()])),
    ]),
  }),
);
type ArgumentList = z.infer<typeof argumentList>;

/** @returns the arguments by name, as constraints have them */
export function kwargsOf(list: ArgumentList): JsonObject {
  return Object.fromEntries(list.map(({ name, value }) => [name, value]));
}

/** @returns the arguments without those that are null, as tables of constraints fill them up */
export function withoutNulls(kwargs: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(kwargs).filter(([, value]) => value !== null));
}

/** @returns the type of a value, in the words of a design */
export function typeName(value: JsonValue): string {
  if (Array.isArray(value))
    return value.every((entry) => typeof entry === 'number') ? 'list of numbers' : 'list of strings';
  if (typeof value === 'number') return Number.isInteger(value) ? 'integer' : 'number';
  return typeof value === 'object' ? 'object' : typeof value;
}
