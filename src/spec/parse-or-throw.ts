import type { z } from 'zod';
import { type ErrorCode, RlarError } from './errors.ts';

/**
 * The first thing that is wrong, in one line: `path: message`.
 * @param whole what to call a value that is wrong as a whole
 */
export function firstIssue(error: z.ZodError, whole = ''): string {
  const issue = error.issues[0];
  const path = issue?.path.map(String).join('.') || whole;
  return path === '' ? `${issue?.message}` : `${path}: ${issue?.message}`;
}

interface Where {
  readonly code: ErrorCode;
  /** What to call a value that is wrong as a whole: `body`, `file`. */
  readonly whole?: string;
  /** Stands before what is wrong: a file, a flag. */
  readonly prefix?: string;
}

/**
 * Parses what came from outside.
 * @throws RlarError with the code, naming the first field that is wrong
 */
export function parseOrThrow<Schema extends z.ZodType>(
  schema: Schema,
  value: unknown,
  { code, whole, prefix = '' }: Where,
): z.output<Schema> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw new RlarError(code, `${prefix}${firstIssue(parsed.error, whole)}`);
}

/** As `parseOrThrow`, for the body of a request. @throws RLAR_INVALID_REQUEST */
export function parseBody<Schema extends z.ZodType>(schema: Schema, body: unknown): z.output<Schema> {
  return parseOrThrow(schema, body, { code: 'RLAR_INVALID_REQUEST', whole: 'body' });
}
