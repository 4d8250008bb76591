import { openLibrary } from '../admission/open-library.ts';
import type { Config } from '../config.ts';
import type { LiveLibrary } from '../library/live-library.ts';
import type { PublishPlace } from '../library/registry/open-registry.ts';
import { requireHome } from './require-home.ts';

/** The library that a configuration names, and where it is published. */
export interface LibraryPlace extends PublishPlace {
  readonly live: LiveLibrary;
}

/**
 * @param publishes records the static tools of the deployment, so that what is published names the whole library
 * @throws RLAR_INVALID_CONFIG where there is no home
 */
export async function openPlace(config: Config, publishes: boolean): Promise<LibraryPlace> {
  const home = requireHome(config);
  const live = await openLibrary({ ...config, home }, { isDeployment: publishes });
  return { home, live };
}
