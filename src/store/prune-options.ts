import { RlarError } from '../spec/errors.ts';
import type { PruneOptions } from './ledger.ts';

/** @throws RLAR_INVALID_REQUEST where nothing says what to delete */
export function refuseNothing(options: PruneOptions): void {
  if (Object.values(options).every((option) => option === undefined))
    throw new RlarError(
      'RLAR_INVALID_REQUEST',
      'prune deletes by olderThanMs, maxBytes, run, keepRuns, query or user: give one',
    );
}

/** The names under which a row says whose it is. */
const PERSON = new Set(['user', 'user_id', 'userId', 'username']);

/** @param meta the metadata of a rollout, as JSON. @returns whether it names the person, at any depth */
export function namesPerson(meta: string, person: string): boolean {
  let found = false;
  JSON.parse(meta, (key, value: unknown) => {
    const isAtom = typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
    if (PERSON.has(key) && isAtom && String(value) === person) found = true;
    return value;
  });
  return found;
}
