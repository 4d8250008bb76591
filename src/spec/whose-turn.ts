import { AsyncLocalStorage } from 'node:async_hooks';

const current = new AsyncLocalStorage<string>();

/** Does work of one share (a training run). Whatever has places for it further down lets the shares take turns. */
export function inTurnOf<Value>(share: string, work: () => Value): Value {
  return current.run(share, work);
}

/** @returns the share that the present work belongs to; '' where nobody said so */
export function whoseTurn(): string {
  return current.getStore() ?? '';
}
