import { hubSettings } from './hub-settings.ts';
import { huggingFace } from './hugging-face.ts';
import { localModels } from './local-models.ts';
import type { ModelSource } from './model-source.ts';

/**
 * @param home rlar's folder, where answers of a hub are kept; null keeps none
 * @returns the folder that is named, else the hub at HF_ENDPOINT
 * @throws RlarError RLAR_INVALID_CONFIG where HF_ENDPOINT is no address
 */
export function openSource(folder: string | null, home: string | null): ModelSource {
  return folder === null ? huggingFace(hubSettings(process.env, home)) : localModels(folder);
}
