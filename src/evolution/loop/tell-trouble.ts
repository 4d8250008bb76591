import { asRlarError } from '../../spec/errors.ts';
import { addEvent, type EvolutionState } from './state.ts';

/**
 * Tells what failed, so that the look can go on with the rest.
 * @throws what says that the database is away. The look is then given up, and begins again from the written state: otherwise
 * what it could not do would count as done
 */
export function tellTrouble(state: EvolutionState, what: string, thrown: unknown): void {
  const error = asRlarError(thrown);
  const { code, message } = error;
  if (code === 'RLAR_DATABASE_UNREACHABLE') throw error;
  addEvent(state, 'trouble', `${what}: ${code} ${message}`, { code });
}
