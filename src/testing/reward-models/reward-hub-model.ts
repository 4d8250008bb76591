import { hash } from 'node:crypto';
import { type HubFile, type HubModel, hubFile } from '../hub/hub-model.ts';

/** What a hub says of a model beside its files. */
export interface HubWords {
  readonly id: string;
  readonly card?: string;
  readonly licence?: string | null;
  readonly languages?: readonly string[];
  readonly gated?: 'manual';
  readonly downloads?: number;
  readonly parameters?: number;
}

/** Puts files of a reward model on the test hub, with a card and the metadata that a hub makes of them. */
export function rewardHubModel(
  {
    id,
    card = 'A reward model trained on human preferences. Input: the question and the answer as a pair.',
    licence = 'apache-2.0',
    languages = ['en'],
    gated,
    downloads = 100,
    parameters,
  }: HubWords,
  files: Readonly<Record<string, Buffer | HubFile>>,
): HubModel {
  const cardData = { ...(licence !== null && { license: licence }), language: languages };
  return {
    id,
    sha: hash('sha1', id, 'hex'),
    tags: ['transformers', 'safetensors', ...(licence === null ? [] : [`license:${licence}`])],
    library: 'transformers',
    pipelineTag: 'text-classification',
    cardData,
    downloads,
    gated,
    parameters,
    files: {
      'README.md': hubFile(`---\n${JSON.stringify(cardData)}\n---\n${card}\n`),
      ...Object.fromEntries(
        Object.entries(files).map(([name, file]) => [name, Buffer.isBuffer(file) ? hubFile(file) : file]),
      ),
    },
  };
}
