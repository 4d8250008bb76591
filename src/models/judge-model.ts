import type { ChatModel } from './chat-model.ts';
import type { Completer } from './completer.ts';
import { meteredChatModel } from './metered-chat-model.ts';
import { openCompleter } from './open-completer.ts';
import { type LlmSettings, llmSettings } from './settings.ts';

/** The chat model that answers a judge's questions, as its tool keeps it: how it is reached, and never its key. */
export const judgeModel = llmSettings.omit({ cassette: true }).required({ model: true });
export type JudgeModel = Readonly<ReturnType<typeof judgeModel.parse>>;

const opened = new Map<string, Promise<Completer>>();

/**
 * Opens the model of a judge. Judges of one model share its limits on requests at once and a minute. Where
 * RLAR_LLM_CASSETTE is set, answers are taken from that recording, and kept in it. The key is RLAR_LLM_API_KEY.
 * @throws RlarError RLAR_MODEL_MISSING, RLAR_INVALID_CONFIG, RLAR_CASSETTE_INVALID
 */
export async function openJudgeModel(model: JudgeModel): Promise<ChatModel> {
  const { RLAR_LLM_CASSETTE: cassette, RLAR_LLM_API_KEY: apiKey } = process.env;
  const settings: LlmSettings = { ...model, ...(cassette && { cassette }) };
  const key = JSON.stringify(settings);
  const completer =
    opened.get(key) ??
    openCompleter(settings, apiKey ? { apiKey } : {}, 'full').catch((thrown: unknown) => {
      opened.delete(key);
      throw thrown;
    });
  opened.set(key, completer);
  return meteredChatModel(await completer, model.price ? { price: model.price } : {});
}
