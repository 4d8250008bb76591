import type { FastifyInstance } from 'fastify';
import { openLibrary } from '../admission/open-library.ts';
import type { Config } from '../config.ts';
import { RewardService } from '../service.ts';
import { openStore } from '../store/open-store.ts';
import { buildViewApp } from './view-app.ts';

/**
 * Opens a ledger for reading, with the library of its home, and the dashboard over it, not yet listening.
 * @throws RLAR_STORE_FAILED, RLAR_STORE_NEWER
 */
export async function openView(config: Config & { readonly home: string }): Promise<FastifyInstance> {
  const store = await openStore({ home: config.home, readOnly: true });
  try {
    const quiet = { ...config, evolution: { ...config.evolution, enabled: false } };
    return await buildViewApp(new RewardService(quiet, await openLibrary(config), store));
  } catch (thrown) {
    await store.close();
    throw thrown;
  }
}
