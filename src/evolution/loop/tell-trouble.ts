import { asRlarError, type ErrorCode } from '../../spec/errors.ts';
import { addEvent, type EvolutionState } from './state.ts';

/** What says that the store cannot be reached or written now. */
const STORE_IS_AWAY: readonly ErrorCode[] = [
  'RLAR_DATABASE_UNREACHABLE',
  'RLAR_DATABASE_REFUSED',
  'RLAR_DISK_FULL',
];

/**
 * Tells what failed, so that the look can go on with the rest.
 * @throws what says that the store is away. The look is then given up, and begins again from the written state: otherwise
 * what it could not do would count as done
 */
export function tellTrouble(state: EvolutionState, what: string, thrown: unknown): void {
  const error = asRlarError(thrown);
  const { code, message } = error;
  if (STORE_IS_AWAY.includes(code)) throw error;
  addEvent(state, 'trouble', `${what}: ${code} ${message}`, { code });
}
