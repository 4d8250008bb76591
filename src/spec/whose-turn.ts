import { AsyncLocalStorage } from 'node:async_hooks';

const current = new AsyncLocalStorage<string>();

/** Runs work of one share (a training run). Each queue that the work meets uses this share, so that shares take turns. */
export function inTurnOf<Value>(share: string, work: () => Value): Value {
  return current.run(share, work);
}

/** @returns the share that the present work belongs to; '' by default */
export function whoseTurn(): string {
  return current.getStore() ?? '';
}
