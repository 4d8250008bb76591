import { hash } from 'node:crypto';
import { z } from 'zod';
import type { JsonObject } from '../spec/json.ts';
import type { ChatRequest } from './chat-model.ts';

/** A request as it goes to an endpoint or a recording. */
export interface CompletionRequest extends ChatRequest {
  /** JSON schema that the answer must fit; none for plain text. */
  readonly schema?: JsonObject;
}

export const completion = z.object({
  /** The text of the model, including thinking within the text. */
  text: z.string(),
  inputTokens: z.number().int().nonnegative(),
  outputTokens: z.number().int().nonnegative(),
  /** The endpoint's name for the model that answered. */
  model: z.string(),
  /** The tokens of the text, where they were asked for and the endpoint gives them. */
  tokens: z.array(z.object({ token: z.string(), among: z.record(z.string(), z.number()) })).optional(),
  /** It was given before and paid for then, so that it costs nothing now. */
  kept: z.literal(true).optional(),
});
export type Completion = z.infer<typeof completion>;

/** An object that answers requests: an endpoint, a recording or a trace. They stack: each asks the one below it. */
export interface Completer {
  readonly name: string;
  /** @throws RlarError RLAR_MODEL_…, RLAR_CASSETTE_MISS */
  complete(request: CompletionRequest): Promise<Completion>;
}

/** @returns what decides a model's answer, in a fixed order of keys; neither the purpose nor configured defaults */
export function canonicalRequest(request: CompletionRequest): JsonObject {
  const { system, prompt, seed = null, temperature = null, maxTokens = null, schema = null } = request;
  return {
    system,
    prompt,
    seed,
    temperature,
    maxTokens,
    schema,
    ...(request.onTokens && { likelihoods: true }),
  };
}

/**
 * @param model the model that is asked, where answers of several models are kept together
 * @returns sha256 of what decides the answer, in hexadecimal
 */
export function requestKey(request: CompletionRequest, model: string | null = null): string {
  const canonical = canonicalRequest(request);
  return hash('sha256', JSON.stringify(model === null ? canonical : { ...canonical, model }), 'hex');
}
