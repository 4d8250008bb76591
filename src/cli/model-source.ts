import { loadConfig } from '../config.ts';
import { hubSettings } from '../hub/hub-settings.ts';
import { huggingFace } from '../hub/hugging-face.ts';
import { localModels } from '../hub/local-models.ts';
import type { ModelSource } from '../hub/model-source.ts';

export interface SourceFlags {
  folder?: string;
  config?: string;
}

export const SOURCE_OPTIONS = [
  ['--folder <dir>', 'models of a folder in place of the hub at HF_ENDPOINT'],
  ['--config <file>', 'configuration instead of rlar.config.ts or rlar.yaml'],
] as const;

/** @returns where the command finds models: the folder that was given, else the hub that HF_ENDPOINT names */
export async function openModelSource({ folder, config }: SourceFlags): Promise<ModelSource> {
  if (folder !== undefined) return localModels(folder);
  const { home } = await loadConfig(config);
  return huggingFace(hubSettings(process.env, home));
}
