import { join } from 'node:path';
import type { Library } from '../../library/library.ts';
import type { PublishPlace } from '../../library/registry/open-registry.ts';
import { keepRefusedTool, publishTool } from '../../library/registry/publish.ts';
import type { ModelRole } from '../../models/chat-model.ts';
import type { Completer } from '../../models/completer.ts';
import { paceIn } from '../../models/judge-model.ts';
import { openCompleter } from '../../models/open-completer.ts';
import { keyOfRole, type LlmSettings } from '../../models/settings.ts';
import { RlarError } from '../../spec/errors.ts';
import { withHomeFiles } from '../../store/open-registry.ts';
import type { AcquisitionOutcome } from '../code-agent/request.ts';
import { acquireModel } from '../web-agent/acquire-model.ts';
import type { AcquisitionEvent } from './acquisition-event.ts';
import { Acquisitions } from './acquisitions.ts';
import { isForModel } from './any-request.ts';
import type { Acquire } from './run-acquisition.ts';
import type { AcquireSettings } from './settings.ts';
import type { AcquisitionState } from './state.ts';
import { acquireWithNotes } from './with-notes.ts';

/** The part of the configuration that decides how tools are acquired. */
export interface AcquiringConfig {
  readonly home: string | null;
  readonly texts: 'full' | 'hash';
  readonly llm: LlmSettings;
  readonly acquire: AcquireSettings;
}

interface Watch {
  readonly onProgress?: (state: AcquisitionState, event: AcquisitionEvent | null) => void;
}

/**
 * The acquisitions of a home: the configured model, the code agent, and the library that they publish into.
 * @param library the library as it is now
 * @throws RlarError RLAR_INVALID_CONFIG where there is no home
 */
export function openAcquisitions(
  config: AcquiringConfig,
  library: () => Library | Promise<Library>,
  { onProgress }: Watch = {},
): Acquisitions {
  const home = homeOf(config);
  const { price } = config.llm;
  return new Acquisitions({
    home,
    settings: config.acquire,
    keepTexts: config.texts === 'full',
    openModel: () => openModel(config),
    library,
    acquire: (request, model, hooks) => acquire({ home, texts: config.texts }, request, model, hooks),
    keep: (outcome, id) => keepOutcome({ home }, outcome, id),
    ...(price && { price }),
    ...(onProgress && { onProgress }),
  });
}

/** The code agent writes a tool, the web agent finds a reward model. */
async function acquire(
  { home, texts }: { readonly home: string; readonly texts: 'full' | 'hash' },
  ...[request, model, hooks]: Parameters<Acquire>
): Promise<AcquisitionOutcome> {
  if (isForModel(request)) return acquireModel(request, model, { ...hooks, home });
  if (model === null) throw new RlarError('RLAR_MODEL_MISSING', 'a tool is written by a language model');
  const { earlier } = hooks;
  return withHomeFiles(home, (files) =>
    acquireWithNotes(request, model, hooks, { files, keepTexts: texts === 'full', earlier }),
  );
}

/** @throws RlarError RLAR_MODEL_MISSING */
export function openModel({ llm, texts, home }: AcquiringConfig): Promise<Completer> {
  const apiKey = process.env.RLAR_LLM_API_KEY;
  const pace = (settings: LlmSettings) => (home === null ? {} : paceIn(home, settings));
  const ofRole = (role: ModelRole, settings: LlmSettings) => {
    const key = keyOfRole(llm, role, process.env);
    return { ...(key && { apiKey: key }), ...pace(settings) };
  };
  return openCompleter(llm, { ...(apiKey && { apiKey }), ...pace(llm), ofRole }, texts);
}

/** @returns the folder of acquisitions. @throws RLAR_INVALID_CONFIG */
export function homeOf({ home }: Pick<AcquiringConfig, 'home'>): string {
  if (home !== null) return join(home);
  throw new RlarError('RLAR_INVALID_CONFIG', 'home is null: acquisitions need a folder');
}

/** Publishes an admitted tool into the library. A refused candidate is stored outside of it, with the reason. */
async function keepOutcome(place: PublishPlace, outcome: AcquisitionOutcome, id: string): Promise<void> {
  if (outcome.outcome === 'not-checkable' || !outcome.record || !outcome.sources) return;
  const { record, sources, evidence } = outcome;
  if (outcome.outcome === 'admitted') await publishTool(place, { record, sources, evidence }, { by: id });
  else await keepRefusedTool(place, { record, sources, evidence }, { by: id, reason: outcome.reason });
}
