import { openLibrary } from '../admission/open-library.ts';
import type { Config } from '../config.ts';
import type { LiveLibrary } from '../library/live-library.ts';
import { type PublishPlace, withRegistry } from '../library/registry/open-registry.ts';
import { RlarError } from '../spec/errors.ts';
import type { LibraryContent } from '../store/registry.ts';
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

/**
 * @param name a snapshot, the number of an entry of the log, or nothing for the library as it is
 * @returns the snapshot's id, cards and decisions, from wherever they are recorded
 * @throws RLAR_NOT_FOUND
 */
export async function findSnapshot(
  { home, live }: LibraryPlace,
  name?: string,
): Promise<LibraryContent & { readonly id: string }> {
  const { snapshot, decisions } = live.current;
  const current = { id: snapshot, cards: live.current.cards(), decisions };
  if (name === undefined || name === current.id) return current;
  const { id, content } = await withRegistry({ home }, async (registry) => {
    const entry = (await registry.entries()).find(({ seq }) => String(seq) === name);
    const wanted = entry?.snapshot ?? name;
    return { id: wanted, content: await registry.snapshot(wanted) };
  });
  if (content) return { id, ...content };
  throw new RlarError('RLAR_NOT_FOUND', `no snapshot ${name}; rlar library log lists them`);
}
