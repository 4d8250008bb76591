import { generateText, jsonSchema, type LanguageModel, Output } from 'ai';
import { z } from 'zod';
import { RlarError } from '../spec/errors.ts';
import type { Completion, CompletionRequest } from './completer.ts';
import type { LlmSettings } from './settings.ts';

globalThis.AI_SDK_LOG_WARNINGS = false;

type Limits = Pick<LlmSettings, 'temperature' | 'maxTokens' | 'timeoutMs' | 'structuredOutput'>;

/**
 * One request, sent once.
 * @throws RlarError RLAR_MODEL_TRUNCATED or RLAR_MODEL_REFUSED by how the answer ended; the SDK's errors as they are
 */
export async function completeOnce(
  model: LanguageModel,
  request: CompletionRequest,
  limits: Limits,
): Promise<Completion> {
  const temperature = request.temperature ?? limits.temperature;
  const maxOutputTokens = request.maxTokens ?? limits.maxTokens;
  const signals = [AbortSignal.timeout(limits.timeoutMs), ...(request.signal ? [request.signal] : [])];
  const asked = request.schema && limits.structuredOutput;
  const { text, finishReason, usage, response } = await generateText({
    model,
    instructions: request.system,
    prompt: request.schema && !asked ? withSchema(request.prompt, request.schema) : request.prompt,
    maxOutputTokens,
    maxRetries: 0,
    abortSignal: AbortSignal.any(signals),
    providerOptions: { rlar: { strictJsonSchema: false, ...(request.onTokens && LIKELIHOODS) } },
    ...(temperature !== undefined && { temperature }),
    ...(request.seed !== undefined && { seed: request.seed }),
    ...(asked && request.schema && { output: unread(request.schema) }),
  });
  if (finishReason === 'length')
    throw new RlarError('RLAR_MODEL_TRUNCATED', `the answer was cut off at ${maxOutputTokens} tokens`);
  if (finishReason === 'content-filter')
    throw new RlarError('RLAR_MODEL_REFUSED', 'the endpoint’s content filter withheld the answer');
  return {
    text,
    inputTokens: usage.inputTokens ?? 0,
    outputTokens: usage.outputTokens ?? 0,
    model: response.modelId,
    ...(request.onTokens && tokensOf(response)),
  };
}

/** The field names of the OpenAI API, which local servers share; other providers ignore them. */
const LIKELIHOODS = { logprobs: true, top_logprobs: 20 };
const likelihood = z.object({ token: z.string(), logprob: z.number() });
const withLikelihoods = z.looseObject({
  choices: z.tuple([
    z.looseObject({
      logprobs: z.looseObject({ content: z.array(likelihood.extend({ top_logprobs: z.array(likelihood) })) }),
    }),
  ]),
});

function tokensOf(response: { readonly body?: unknown }): Pick<Completion, 'tokens'> {
  const read = withLikelihoods.safeParse(response.body);
  if (!read.success) return {};
  const { content } = read.data.choices[0].logprobs;
  const tokens = content.map(({ token, logprob, top_logprobs: top }) => ({
    token,
    among: Object.fromEntries([[token, logprob], ...top.map((one) => [one.token, one.logprob])]),
  }));
  return { tokens };
}

/** The SDK sends the schema, and leaves reading the answer to us: behind thinking, in fences, with repair. */
function unread(schema: NonNullable<CompletionRequest['schema']>) {
  return {
    ...Output.object({ schema: jsonSchema(schema) }),
    parseCompleteOutput: () => Promise.resolve(null),
  };
}

function withSchema(prompt: string, schema: NonNullable<CompletionRequest['schema']>): string {
  return `${prompt}\n\nAnswer with nothing but JSON that fits this JSON schema:\n${JSON.stringify(schema)}`;
}
