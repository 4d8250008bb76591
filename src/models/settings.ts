import { z } from 'zod';
import type { ModelRole } from './chat-model.ts';

/** US dollars for a million tokens, as the endpoint charges them. */
const price = z.strictObject({ input: z.number().nonnegative(), output: z.number().nonnegative() });
export type Price = z.infer<typeof price>;

const provider = z.string().regex(/^[a-z][a-z0-9-]{0,40}$/, 'lowercase letters, digits and hyphens');
const baseUrl = z.url({ protocol: /^https?$/ });

/** Another model for those who test what the first one wrote. What is not said is as for the first. */
const otherModel = z.strictObject({
  provider: provider.optional(),
  baseUrl: baseUrl.optional(),
  model: z.string().min(1),
  structuredOutput: z.boolean().optional(),
});
const roles = z.strictObject({ witness: otherModel.optional(), secondOpinion: otherModel.optional() });

/** How chat models are reached. The key is never here: it comes from RLAR_LLM_API_KEY. */
export const llmSettings = z.strictObject({
  /** `openai-compatible`, or one of the AI SDK's own: `anthropic` is the package `@ai-sdk/anthropic`, if it is installed. */
  provider: provider.default('openai-compatible'),
  /** `http://host:port/v1` of an OpenAI-compatible endpoint; needed where the provider is that. */
  baseUrl: baseUrl.optional(),
  model: z.string().min(1).optional(),
  /** Another model at the same endpoint, for what is not to come from the first: second opinions on tools and judges, and what tries them. */
  secondModel: z.string().min(1).optional(),
  /** Folder of a recording: answers are taken from it, and kept in it. */
  cassette: z.string().min(1).optional(),
  /** False for endpoints that refuse `response_format`: the schema is then written into the prompt. */
  structuredOutput: z.boolean().default(true),
  temperature: z.number().min(0).max(2).optional(),
  /** Tokens of one answer, thinking included. */
  maxTokens: z.number().int().positive().default(16_384),
  /** Milliseconds that one answer may take. */
  timeoutMs: z.number().int().positive().default(600_000),
  requestsPerMinute: z.number().int().positive().optional(),
  /** Requests that may be open at once. */
  concurrency: z.number().int().positive().default(4),
  /** How often a request is sent again after an error that may pass. */
  retries: z.number().int().nonnegative().default(4),
  /** Milliseconds before the first retry; twice as long before each next one. */
  retryMs: z.number().int().positive().default(1000),
  /** Of all models: where they differ, that of the dearest. */
  price: price.optional(),
  /** Models for single roles of an acquisition, at other addresses too; where one is not named, `secondModel` has it. */
  roles: roles.optional(),
});
export type LlmSettings = z.infer<typeof llmSettings>;

const IN_ENVIRONMENT: Readonly<Record<ModelRole, string>> = {
  witness: 'WITNESS',
  secondOpinion: 'SECOND_OPINION',
};

/** @returns what the environment says of chat models; it wins over the configuration file */
export function llmFromEnvironment(environment: NodeJS.ProcessEnv): FromEnvironment {
  const { RLAR_LLM_CASSETTE } = environment;
  const witness = reachFrom(environment, `${IN_ENVIRONMENT.witness}_`);
  const secondOpinion = reachFrom(environment, `${IN_ENVIRONMENT.secondOpinion}_`);
  const named = { ...(isSaid(witness) && { witness }), ...(isSaid(secondOpinion) && { secondOpinion }) };
  return {
    ...reachFrom(environment, ''),
    ...(RLAR_LLM_CASSETTE && { cassette: RLAR_LLM_CASSETTE }),
    ...(Object.keys(named).length > 0 && { roles: named }),
  };
}

type Reach = Partial<Pick<LlmSettings, 'provider' | 'baseUrl' | 'model'>>;
/** The parts of a role's model may come from the file and the environment together. */
interface FromEnvironment extends Reach, Partial<Pick<LlmSettings, 'cassette'>> {
  readonly roles?: Partial<Readonly<Record<ModelRole, Reach>>>;
}

function reachFrom(environment: NodeJS.ProcessEnv, role: string): Reach {
  const [url, model, named] = ['BASE_URL', 'MODEL', 'PROVIDER'].map(
    (name) => environment[`RLAR_LLM_${role}${name}`],
  );
  return { ...(url && { baseUrl: url }), ...(model && { model }), ...(named && { provider: named }) };
}

function isSaid(reach: Reach): boolean {
  return Object.keys(reach).length > 0;
}

/**
 * @returns the settings of a role's own model, with everything that it does not say from the first model; null where the role
 * has none. Another provider is not asked at the first one's address
 */
export function settingsOfRole(settings: LlmSettings, role: ModelRole): LlmSettings | null {
  const { roles, secondModel, baseUrl: first, ...common } = settings;
  const own = roles?.[role] ?? (secondModel === undefined ? undefined : { model: secondModel });
  if (!own || settings.model === undefined) return null;
  const sameProvider =
    !('provider' in own) || own.provider === undefined || own.provider === settings.provider;
  return llmSettings.parse({ ...common, ...(sameProvider && first && { baseUrl: first }), ...own });
}

/**
 * The key of a role's model: RLAR_LLM_WITNESS_API_KEY or RLAR_LLM_SECOND_OPINION_API_KEY. RLAR_LLM_API_KEY goes to no other
 * address than the one that it is for.
 */
export function keyOfRole(
  settings: LlmSettings,
  role: ModelRole,
  environment: NodeJS.ProcessEnv,
): string | undefined {
  const own = settingsOfRole(settings, role);
  const there = own?.provider === settings.provider && own.baseUrl === settings.baseUrl;
  return (
    environment[`RLAR_LLM_${IN_ENVIRONMENT[role]}_API_KEY`] ||
    (there ? environment.RLAR_LLM_API_KEY : undefined) ||
    undefined
  );
}
