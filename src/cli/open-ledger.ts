import { loadConfig } from '../config.ts';
import { RlarError } from '../spec/errors.ts';
import { hasStore } from '../store/has-store.ts';
import { openStore } from '../store/open-store.ts';
import type { Store } from '../store/store.ts';

/**
 * Opens the ledger that the configuration names, calls `use`, and closes it.
 * @param purpose `free`: to delete, for which a full disk has a reserve
 */
export async function withLedger<T>(
  config: string | undefined,
  purpose: 'read' | 'write' | 'free',
  use: (store: Store) => Promise<T>,
): Promise<T> {
  const { home, texts, onFull } = await loadConfig(config);
  if (!hasStore(home)) {
    throw new RlarError('RLAR_NOT_FOUND', `there is no ledger in ${home ?? 'this configuration'} yet`, {
      remedy:
        '`rlar score FILE` and `rlar serve` make one. RLAR_HOME, or `home` of the configuration, names another.',
    });
  }
  const store = await openStore({
    home,
    texts,
    onFull,
    readOnly: purpose === 'read',
    freeing: purpose === 'free',
  });
  try {
    return await use(store);
  } finally {
    await store.close();
  }
}
