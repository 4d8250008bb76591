import { loadConfig } from '../config.ts';
import type { ModelSource } from '../hub/model-source.ts';
import { openSource } from '../hub/open-source.ts';

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
  return openSource(folder ?? null, (await loadConfig(config)).home);
}
