import type { z } from 'zod';
import { type ErrorCode, RlarError } from './errors.ts';

/**
 * The first error, in one line: `path: message`.
 * @param whole the name of the whole value, for errors without a path
 */
export function firstIssue(error: z.ZodError, whole = ''): string {
  const [issue] = error.issues;
  if (!issue) return whole;
  const { path: names, message } = inner(issue);
  const path = names.map(String).join('.') || whole;
  return path === '' ? message : `${path}: ${message}`;
}

/** @returns of a value that fits none of several shapes, the first error of the shape that it comes nearest to */
function inner(issue: z.core.$ZodIssue): Pick<z.core.$ZodIssue, 'path' | 'message'> {
  if (issue.code !== 'invalid_union' || issue.errors.length === 0) return issue;
  const [nearest] = [...issue.errors].sort((one, other) => faults(one) - faults(other));
  const first = nearest?.[0] && inner(nearest[0]);
  return first && first.path.length > 0 ? { ...first, path: [...issue.path, ...first.path] } : issue;
}

function faults(issues: readonly z.core.$ZodIssue[]): number {
  return issues.reduce((sum, issue) => {
    if (issue.code === 'unrecognized_keys') return sum + issue.keys.length;
    if (issue.code !== 'invalid_union' || issue.errors.length === 0) return sum + 1;
    return sum + Math.min(...issue.errors.map(faults));
  }, 0);
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
