import type { JsonValue } from '../spec/json.ts';

/** @returns the number that a cell holds, as one or as text, 1 and 0 for truth values; NaN for all else, and never throws */
export function cellNumber(value: JsonValue | undefined): number {
  if (typeof value === 'string' && value.trim() === '') return Number.NaN;
  return value === null || typeof value === 'object' ? Number.NaN : Number(value);
}
