import { z } from 'zod';

const WRITTEN = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i;

/**
 * A number as an address has it: "3", "-0.5", "1e3". What is left empty, or written in another way, is no number, where a
 * plain conversion makes 0 of "" and 16 of "0x10": a setting that nobody gave would decide over rewards.
 */
export function numberInUrl<Schema extends z.ZodType<number>>(schema: Schema) {
  return z.preprocess((text) => (typeof text === 'string' ? numberOf(text) : text), schema);
}

const numberOf = (text: string): unknown => (WRITTEN.test(text) ? Number(text) : text);
