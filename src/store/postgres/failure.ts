import { DatabaseError } from 'pg';
import { RlarError } from '../../spec/errors.ts';

/** The codes of PostgreSQL for a full disk and for memory and connections that ran out. */
const DISK_FULL = '53100';

/** @returns an error of PostgreSQL or of the way to it as RLAR_DISK_FULL or RLAR_STORE_FAILED, with its cause in words */
export function postgresFailure(thrown: unknown, place: string): RlarError {
  if (thrown instanceof RlarError) return thrown;
  const message = `${place}: ${messageOf(thrown)}`;
  const code =
    thrown instanceof DatabaseError && thrown.code === DISK_FULL ? 'RLAR_DISK_FULL' : 'RLAR_STORE_FAILED';
  return new RlarError(code, message, { cause: thrown });
}

/** @returns whether the server itself refused, so that nothing was stored; after a lost connection nobody knows */
export function wasRefused(thrown: unknown): boolean {
  const cause = thrown instanceof RlarError ? thrown.cause : thrown;
  return cause instanceof DatabaseError && cause.code?.startsWith('57') === false;
}

/** Node gathers the refusals of all addresses of a name in one error without a message. */
function messageOf(thrown: unknown): string {
  if (thrown instanceof AggregateError && thrown.message === '')
    return thrown.errors.map(messageOf).join('; ');
  return thrown instanceof Error ? thrown.message : String(thrown);
}
