import { DatabaseError } from 'pg';
import { type ErrorCode, RlarError } from '../../spec/errors.ts';

/** What the beginnings of PostgreSQL's codes say, the longest first. */
const CODES: readonly (readonly [string, ErrorCode])[] = [
  ['53100', 'RLAR_DISK_FULL'],
  // Shut down, crashed, or starting; the connection broke; too many of them.
  ['57P0', 'RLAR_DATABASE_UNREACHABLE'],
  ['08', 'RLAR_DATABASE_UNREACHABLE'],
  ['53300', 'RLAR_DATABASE_UNREACHABLE'],
  // No such user or password, database, or right; a server or transaction that only reads.
  ['28', 'RLAR_DATABASE_REFUSED'],
  ['3D000', 'RLAR_DATABASE_REFUSED'],
  ['3F000', 'RLAR_DATABASE_REFUSED'],
  ['42501', 'RLAR_DATABASE_REFUSED'],
  ['25006', 'RLAR_DATABASE_REFUSED'],
];
/** What the driver says of a connection that broke or never came about: these errors have no code. */
const BROKEN = /connection (?:terminated|error)|timeout exceeded|not queryable|has already been connected/i;
/** What the driver says where the server asks for a password and the address has none. */
const NO_PASSWORD = /client password must be/;
const NETWORK = /^E(?:CONN|AI_|HOST|NET|NOTFOUND|PIPE|TIMEDOUT|ADDR)/;
const UNIQUE_VIOLATION = '23505';

/** @returns an error of PostgreSQL or of the way to it as a row of the error table, with its cause in words */
export function postgresFailure(thrown: unknown, place: string): RlarError {
  if (thrown instanceof RlarError) return thrown;
  return new RlarError(codeOf(thrown), `${place}: ${messageOf(thrown)}`, { cause: thrown });
}

function codeOf(thrown: unknown): ErrorCode {
  if (thrown instanceof AggregateError) return codeOf(thrown.errors[0]);
  if (thrown instanceof DatabaseError) {
    const { code = '' } = thrown;
    return CODES.find(([beginning]) => code.startsWith(beginning))?.[1] ?? 'RLAR_STORE_FAILED';
  }
  if (!(thrown instanceof Error)) return 'RLAR_STORE_FAILED';
  if (NO_PASSWORD.test(thrown.message)) return 'RLAR_DATABASE_REFUSED';
  const isNetwork = 'code' in thrown && NETWORK.test(String(thrown.code));
  return isNetwork || BROKEN.test(thrown.message) ? 'RLAR_DATABASE_UNREACHABLE' : 'RLAR_STORE_FAILED';
}

/** @returns whether the server itself refused, so that nothing was stored; after a lost connection nobody knows */
export function wasRefused(thrown: unknown): boolean {
  const cause = thrown instanceof RlarError ? thrown.cause : thrown;
  return cause instanceof DatabaseError && cause.code?.startsWith('57') === false;
}

/** @returns whether something is there already that may be there once */
export function isDouble(thrown: unknown): boolean {
  const cause = thrown instanceof RlarError ? thrown.cause : thrown;
  return cause instanceof DatabaseError && cause.code === UNIQUE_VIOLATION;
}

/** Node gathers the refusals of all addresses of a name in one error without a message. */
function messageOf(thrown: unknown): string {
  if (thrown instanceof AggregateError && thrown.message === '')
    return thrown.errors.map(messageOf).join('; ');
  if (!(thrown instanceof Error)) return String(thrown);
  if (NO_PASSWORD.test(thrown.message)) return 'it asks for a password, and RLAR_DATABASE_URL has none';
  return thrown.message;
}
