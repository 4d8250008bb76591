import { RlarError } from '../spec/errors.ts';
import { cassette } from './cassette.ts';
import { MODEL_ROLES, type ModelRole } from './chat-model.ts';
import type { Completer } from './completer.ts';
import { type LlmSettings, settingsOfRole } from './settings.ts';

interface Reach {
  /** RLAR_LLM_API_KEY. */
  readonly apiKey?: string;
  /** See `endpoint`. */
  readonly pace?: () => number | Promise<number>;
}

/** How the models are reached: the first one, and those that the settings name for single roles. */
interface Reaches extends Reach {
  readonly ofRole?: (role: ModelRole, settings: LlmSettings) => Reach;
}

/**
 * @param prompts whether a recording that is begun keeps the requests, or only their hashes
 * @returns the completer for the agents: an endpoint, a recording, or both. Requests with a role go to that role's own model,
 * where the settings name one
 * @throws RlarError RLAR_MODEL_MISSING where neither is configured, RLAR_INVALID_CONFIG, RLAR_CASSETTE_INVALID
 */
export async function openCompleter(
  settings: LlmSettings,
  reaches: Reaches,
  prompts: 'full' | 'hash',
): Promise<Completer> {
  const inner = await openRouted(settings, reaches);
  if (settings.cassette !== undefined) {
    const named = MODEL_ROLES.flatMap((role) => {
      const own = settingsOfRole(settings, role)?.model;
      return own === undefined ? [] : [[role, own]];
    });
    const { cassette: folder, model = null } = settings;
    return cassette({ folder, inner, model, roles: Object.fromEntries(named), prompts });
  }
  if (inner) return inner;
  const absent = settings.baseUrl === undefined ? 'RLAR_LLM_BASE_URL' : 'RLAR_LLM_MODEL';
  throw new RlarError('RLAR_MODEL_MISSING', `no language model is configured: ${absent} is not set`);
}

/** @returns null where no model is configured */
async function openRouted(settings: LlmSettings, { ofRole, ...first }: Reaches): Promise<Completer | null> {
  const configured =
    settings.model !== undefined &&
    (settings.baseUrl !== undefined || settings.provider !== 'openai-compatible');
  if (!configured) return null;
  const main = await openLazily(settings, first);
  const others = new Map<ModelRole, Completer>();
  for (const role of MODEL_ROLES) {
    const own = settingsOfRole(settings, role);
    if (own && own.baseUrl === undefined && own.provider === 'openai-compatible')
      throw new RlarError(
        'RLAR_INVALID_CONFIG',
        `llm.roles.${role} needs a baseUrl: it has another provider`,
      );
    if (own) others.set(role, await openLazily(own, ofRole?.(role, own) ?? {}));
  }
  if (others.size === 0) return main;
  const of = (role?: ModelRole): Completer => (role && others.get(role)) ?? main;
  return { name: main.name, complete: (request) => of(request.role).complete(request) };
}

/** The SDK is loaded by those alone who ask a model. */
async function openLazily(settings: LlmSettings, { apiKey, pace }: Reach): Promise<Completer> {
  const { openEndpoint } = await import('./open-endpoint.ts');
  return openEndpoint(settings, apiKey, pace);
}
