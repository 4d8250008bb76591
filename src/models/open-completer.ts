import { RlarError } from '../spec/errors.ts';
import { cassette } from './cassette.ts';
import type { Completer } from './completer.ts';
import type { LlmSettings } from './settings.ts';

interface Reach {
  /** RLAR_LLM_API_KEY. */
  readonly apiKey?: string;
  /** See `endpoint`. */
  readonly pace?: () => number;
}

/**
 * @param prompts whether a recording that is begun keeps the requests, or only their hashes
 * @returns the completer for the agents: an endpoint, a recording, or both
 * @throws RlarError RLAR_MODEL_MISSING where neither is configured, RLAR_INVALID_CONFIG, RLAR_CASSETTE_INVALID
 */
export async function openCompleter(
  settings: LlmSettings,
  reach: Reach,
  prompts: 'full' | 'hash',
): Promise<Completer> {
  const configured =
    settings.model !== undefined &&
    (settings.baseUrl !== undefined || settings.provider !== 'openai-compatible');
  const inner = configured ? await openLazily(settings, reach) : null;
  if (settings.cassette !== undefined) {
    const model = settings.model ?? null;
    return cassette({ folder: settings.cassette, inner, model, prompts });
  }
  if (inner) return inner;
  const absent = settings.baseUrl === undefined ? 'RLAR_LLM_BASE_URL' : 'RLAR_LLM_MODEL';
  throw new RlarError('RLAR_MODEL_MISSING', `no language model is configured: ${absent} is not set`);
}

/** The SDK is loaded by those alone who ask a model. */
async function openLazily(settings: LlmSettings, { apiKey, pace }: Reach): Promise<Completer> {
  const { openEndpoint } = await import('./open-endpoint.ts');
  return openEndpoint(settings, apiKey, pace);
}
