import type { Completer } from './completer.ts';
import { endpoint } from './endpoint.ts';
import { languageModel } from './language-model.ts';
import type { LlmSettings } from './settings.ts';

/** @throws RlarError RLAR_INVALID_CONFIG where the provider's package is not installed */
export async function openEndpoint(
  settings: LlmSettings,
  apiKey: string | undefined,
  pace?: () => number | Promise<number>,
): Promise<Completer> {
  const model = await languageModel(settings, apiKey);
  return endpoint(model, settings.model ?? '', settings, {
    ...(apiKey && { secret: apiKey }),
    ...(pace && { pace }),
  });
}
