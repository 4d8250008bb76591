import { AsyncLocalStorage } from 'node:async_hooks';

/** Whose work is done, and at which step of it. */
interface Turn {
  readonly share: string;
  readonly step: number | undefined;
}

const current = new AsyncLocalStorage<Turn>();

/**
 * Runs work of one share (a training run). Each queue that the work meets uses this share, so that shares take turns.
 * @param step the step of the run that the work belongs to, where it is known
 */
export function inTurnOf<Value>(share: string, work: () => Value, step?: number): Value {
  return current.run({ share, step }, work);
}

/** @returns the share that the present work belongs to; '' by default */
export function whoseTurn(): string {
  return current.getStore()?.share ?? '';
}

/** @returns the step that the present work belongs to; undefined where it is not known */
export function stepOfTurn(): number | undefined {
  return current.getStore()?.step;
}
