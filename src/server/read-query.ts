/** The parameters of addresses, for routes that list and count. */
import { z } from 'zod';
import { parseOrThrow } from '../spec/parse-or-throw.ts';
import { CAUSES } from '../spec/verdict.ts';
import { numberInUrl } from './number-in-url.ts';

const MOST_ROWS = 1_000;
export const text = z.string().min(1).max(1_000);
export const step = numberInUrl(z.number().int().min(0));
export const count = (least: number, most = MOST_ROWS) => numberInUrl(z.number().int().min(least).max(most));

/** Which rewards. */
export const rewardFilter = {
  run: text.optional(),
  step: step.optional(),
  kind: text.optional(),
  tool: text.optional(),
  status: z.enum(['scored', 'unscored', 'failed']).optional(),
  cause: z.enum(CAUSES).optional(),
  flag: text.optional(),
  snapshot: text.optional(),
  origin: z.enum(['scored', 'rescored', 'any']).optional(),
};
/** Which page of a list. */
export const page = { limit: count(1).optional(), cursor: text.optional() };

/** Fields that were not given are left out, not undefined. @throws RLAR_INVALID_REQUEST */
export function readQuery<Schema extends z.ZodType>(schema: Schema, query: unknown): z.output<Schema> {
  return parseOrThrow(schema, query, { code: 'RLAR_INVALID_REQUEST', whole: 'query' });
}
