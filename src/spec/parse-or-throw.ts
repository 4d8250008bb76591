import type { z } from 'zod';
import { type ErrorCode, RlarError } from './errors.ts';

/**
 * The first error, in one line: `path: message`.
 * @param whole the name of the whole value, for errors without a path
 */
export function firstIssue(error: z.ZodError, whole = ''): string {
  const issue = error.issues[0];
  const path = issue?.path.map(String).join('.') || whole;
  return path === '' ? `${issue?.message}` : `${path}: ${issue?.message}`;
}

interface Where {
  readonly code: ErrorCode;
  /** The name of the whole value, for errors without a path: `body`, `file`. */
  readonly whole?: string;
  /** Text before the error, such as a file or a flag. */
  readonly prefix?: string;
}

/**
 * Parses data from outside.
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
