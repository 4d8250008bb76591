import { z } from 'zod';

/** Any JSON value. */
export type JsonValue = string | number | boolean | null | JsonValue[] | { [key: string]: JsonValue };
export type JsonObject = { [key: string]: JsonValue };

/** A key that is own data in JSON and a way to the prototype everywhere else. */
const PROTOTYPE = '__proto__';
/** Most levels of lists and objects. Deeper values are refused, because walking over them could exhaust the stack. */
const DEPTH = 1_000;

/**
 * Any JSON value, without the keys `__proto__` in it. Hostile rows have a million values: they are looked at one after
 * another, and none is copied where nothing is to be left out.
 */
export const jsonValue: z.ZodType<JsonValue> = z
  .unknown()
  .refine((value) => isJson(value), { error: 'expected JSON', abort: true })
  .overwrite((value) =>
    hasPrototypeKey(value) ? withoutPrototypeKeys(value) : value,
  ) as z.ZodType<JsonValue>;
export const jsonObject: z.ZodType<JsonObject> = z.record(z.string(), jsonValue);

function insideOf(value: unknown): readonly unknown[] | null {
  if (typeof value !== 'object' || value === null) return [];
  if (Array.isArray(value)) return value;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || prototype === Object.prototype ? Object.values(value) : null;
}

/** Looks at all of a value, level by level: a recursion would end where its depth does. */
function isJson(whole: unknown): boolean {
  let level: readonly unknown[] = [whole];
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > DEPTH) return false;
    const next: unknown[] = [];
    for (const value of level) {
      if (typeof value === 'string' || typeof value === 'boolean' || value === null) continue;
      if (typeof value === 'number' ? !Number.isFinite(value) : typeof value !== 'object') return false;
      const inside = typeof value === 'number' ? [] : insideOf(value);
      if (inside === null) return false;
      for (const entry of inside) next.push(entry);
    }
    level = next;
  }
  return true;
}

function hasPrototypeKey(whole: unknown): boolean {
  const open: unknown[] = [whole];
  while (open.length > 0) {
    const value = open.pop();
    if (typeof value !== 'object' || value === null) continue;
    if (Object.hasOwn(value, PROTOTYPE)) return true;
    for (const entry of insideOf(value) ?? [])
      if (typeof entry === 'object' && entry !== null) open.push(entry);
  }
  return false;
}

function withoutPrototypeKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutPrototypeKeys);
  if (typeof value !== 'object' || value === null) return value;
  const kept = Object.entries(value).filter(([key]) => key !== PROTOTYPE);
  return Object.fromEntries(kept.map(([key, entry]) => [key, withoutPrototypeKeys(entry)]));
}
