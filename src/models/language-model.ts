import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { createOpenAICompatible } from '@ai-sdk/openai-compatible';
import type { LanguageModel } from 'ai';
import { Agent, fetch as fetchPatiently } from 'undici';
import { z } from 'zod';
import { RlarError } from '../spec/errors.ts';
import type { LlmSettings } from './settings.ts';

/** Bytes of one answer, ten times what the longest of today's models write: what is longer is nobody's answer. */
export const MOST_ANSWER_BYTES = 4 * 1024 * 1024;

type Reached = Pick<LlmSettings, 'provider' | 'baseUrl' | 'model' | 'structuredOutput'>;

/**
 * @returns the SDK's model: of any OpenAI-compatible endpoint, or of a provider's package, which the user installed
 * @throws RlarError RLAR_INVALID_CONFIG where that package is not there
 */
export async function languageModel(reached: Reached, apiKey: string | undefined): Promise<LanguageModel> {
  const { provider, baseUrl, model = '', structuredOutput } = reached;
  if (provider !== 'openai-compatible') return providerModel(reached, apiKey);
  return createOpenAICompatible({
    name: 'rlar',
    baseURL: (baseUrl ?? '').replace(/\/+$/, ''),
    supportsStructuredOutputs: structuredOutput,
    ...(apiKey && { apiKey }),
    fetch: patientFetch(),
  }).chatModel(model);
}

/**
 * Node's own fetch gives up where an answer does not begin within five minutes; the timeout of the settings decides
 * instead. It is the fetch of undici, which Node's is made of: its types are the same but for their names, hence the cast.
 */
function patientFetch(): typeof fetch {
  const dispatcher = new Agent({ headersTimeout: 0, bodyTimeout: 0, maxResponseSize: MOST_ANSWER_BYTES });
  const send = (input: Parameters<typeof fetchPatiently>[0], init: Parameters<typeof fetchPatiently>[1]) =>
    fetchPatiently(input, { ...init, dispatcher });
  return send as unknown as typeof fetch;
}

const factory = z.custom<(options: object) => (model: string) => LanguageModel>(
  (value) => typeof value === 'function',
);

/** Calls the one export whose name begins with `create`: `@ai-sdk/anthropic` has `createAnthropic`, for example. */
async function providerModel(reached: Reached, apiKey: string | undefined): Promise<LanguageModel> {
  const name = `@ai-sdk/${reached.provider}`;
  let loaded: Record<string, unknown>;
  try {
    loaded = await load(name);
  } catch (thrown) {
    throw new RlarError(
      'RLAR_INVALID_CONFIG',
      `RLAR_LLM_PROVIDER=${reached.provider} needs a package: npm install ${name}`,
      { cause: thrown },
    );
  }
  const found = Object.keys(loaded).find((key) => /^create[A-Z]/.test(key));
  const create = factory.safeParse(found && loaded[found]);
  if (!create.success) throw new RlarError('RLAR_INVALID_CONFIG', `${name} has no provider to create`);
  const { baseUrl, model = '' } = reached;
  const reach = { fetch: patientFetch(), ...(apiKey && { apiKey }), ...(baseUrl && { baseURL: baseUrl }) };
  return create.data(reach)(model);
}

/** Beside rlar, or in the working folder. */
async function load(name: string): Promise<Record<string, unknown>> {
  let where = name;
  try {
    import.meta.resolve(name);
  } catch {
    where = pathToFileURL(createRequire(join(process.cwd(), 'package.json')).resolve(name)).href;
  }
  return (await import(where)) as Record<string, unknown>;
}
