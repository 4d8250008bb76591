import type { RewardService } from '../service.ts';
import { RlarError } from '../spec/errors.ts';
import type { Store } from '../store/store.ts';

/** @returns the ledger of a service. @throws RLAR_NOT_FOUND where nothing is recorded */
export function storeOf({ store }: RewardService): Store {
  if (store) return store;
  throw new RlarError('RLAR_NOT_FOUND', 'nothing is recorded here, so there is nothing to list');
}
