import { openLibrary } from '../admission/open-library.ts';
import type { Config } from '../config.ts';
import type { LiveLibrary } from '../library/live-library.ts';
import { Elsewhere } from '../scoring/elsewhere.ts';
import { openProgramQueue } from '../store/open-program-queue.ts';
import { openStore } from '../store/open-store.ts';
import type { Store } from '../store/store.ts';
import type { ParReferences } from './par-references.ts';

/** How this process shares the work of a deployment with others. */
export interface Sharing {
  /** True: programs are run by processes of the role `sandbox`. Needs RLAR_DATABASE_URL. */
  readonly programsElsewhere?: boolean;
}

/** What a service is made of, opened. */
export interface ServiceParts {
  readonly live: LiveLibrary;
  /** Null where nothing is recorded. */
  readonly store: Store | null;
  /** Reference responses of the run's prompts. */
  readonly beside: ParReferences | null;
  readonly elsewhere: Elsewhere | null;
}

/** Opens the library, the store and the way to other processes. @throws RLAR_INVALID_CONFIG, RLAR_INVALID_TOOL, or of the store */
export async function openServiceParts(
  config: Config,
  { programsElsewhere = false }: Sharing = {},
): Promise<ServiceParts> {
  const { parReferences, home, texts, onFull, record } = config;
  const beside = parReferences === undefined ? null : await besideOf(parReferences);
  const live = await openLibrary(config, { isDeployment: record });
  const store = home === null || !record ? null : await openStore({ home, texts, onFull });
  if (store) await live.keep(live.current);
  const elsewhere = programsElsewhere ? new Elsewhere(openProgramQueue(home)) : null;
  return { live, store, beside, elsewhere };
}

/** Loads the readers of files only where there is a file to read: they bring the parsers of every format. */
async function besideOf(file: string): Promise<ParReferences> {
  const { readParReferenceFile } = await import('./par-references.ts');
  return readParReferenceFile(file);
}
