import { z } from 'zod';

/** US dollars for a million tokens, as the endpoint charges them. */
const price = z.strictObject({ input: z.number().nonnegative(), output: z.number().nonnegative() });
export type Price = z.infer<typeof price>;

/** How chat models are reached. The key is never here: it comes from RLAR_LLM_API_KEY. */
export const llmSettings = z.strictObject({
  /** `openai-compatible`, or one of the AI SDK's own: `anthropic` is the package `@ai-sdk/anthropic`, if it is installed. */
  provider: z
    .string()
    .regex(/^[a-z][a-z0-9-]{0,40}$/, 'lowercase letters, digits and hyphens')
    .default('openai-compatible'),
  /** `http://host:port/v1` of an OpenAI-compatible endpoint; needed where the provider is that. */
  baseUrl: z.url({ protocol: /^https?$/ }).optional(),
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
  price: price.optional(),
});
export type LlmSettings = z.infer<typeof llmSettings>;

/** @returns what the environment says of chat models; it wins over the configuration file */
export function llmFromEnvironment(environment: NodeJS.ProcessEnv): Partial<LlmSettings> {
  const { RLAR_LLM_BASE_URL, RLAR_LLM_MODEL, RLAR_LLM_PROVIDER, RLAR_LLM_CASSETTE } = environment;
  return {
    ...(RLAR_LLM_BASE_URL && { baseUrl: RLAR_LLM_BASE_URL }),
    ...(RLAR_LLM_MODEL && { model: RLAR_LLM_MODEL }),
    ...(RLAR_LLM_PROVIDER && { provider: RLAR_LLM_PROVIDER }),
    ...(RLAR_LLM_CASSETTE && { cassette: RLAR_LLM_CASSETTE }),
  };
}
