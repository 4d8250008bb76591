import { z } from 'zod';
import type { ModelFacts } from './model-facts.ts';
import { type CardMetadata, readCard, readMetadata } from './read-card.ts';
import { readConfig } from './read-config.ts';
import { readHead, type Tensors } from './read-head.ts';
import { readLicence } from './read-licence.ts';

/** The raw data that a source read about one model. */
export interface ModelFiles {
  readonly id: string;
  readonly revision: string;
  readonly source: string;
  /** Names of all files. */
  readonly names: readonly string[];
  /** Parsed JSON; null where the file is not there. */
  readonly config: unknown;
  readonly tokenizerConfig: unknown;
  readonly card: string;
  readonly tensors: Tensors | null;
  readonly dtype: string | null;
  readonly parameters: number | null;
  readonly bytes: number | null;
  readonly access: ModelFacts['access'];
  /** The hub's own data about the model, beside its files. */
  readonly listed: Listed;
}

interface Listed {
  readonly pipelineTag?: string | null | undefined;
  readonly library?: string | null | undefined;
  readonly tags?: readonly string[] | undefined;
  readonly cardData?: unknown;
  readonly downloads?: number | null | undefined;
}

const tokenizerFile = z.looseObject({
  chat_template: z.unknown().optional(),
  bos_token: z
    .union([z.string(), z.looseObject({ content: z.string() })])
    .nullish()
    .catch(null),
  model_max_length: z.number().nullish().catch(null),
});

/** A length above this in a tokenizer's file means that there is no limit. */
const LONGEST_MEANT = 10_000_000;

/** Makes facts out of a model's files. This is the single place for it, for all sources. */
export function factsOfFiles(files: ModelFiles): ModelFacts {
  const { metadata, words } = readCard(files.card);
  const listed = readMetadata(files.listed.cardData ?? {});
  const one = <Key extends keyof CardMetadata>(key: Key) => metadata[key] ?? listed[key];
  const { config, positions } = readConfig(files.config);
  const tokenizer = tokenizerFile.safeParse(files.tokenizerConfig).data;
  const tags = [...new Set([...(files.listed.tags ?? []), ...[one('tags') ?? []].flat().map(String)])];
  const languages = [one('language') ?? []].flat().map(String);
  const bos = tokenizer?.bos_token ?? null;
  const said = tokenizer?.model_max_length ?? null;
  const bounds = [positions, said !== null && said < LONGEST_MEANT ? said : null].filter(
    (bound) => bound !== null,
  );
  return {
    id: files.id,
    revision: files.revision,
    source: files.source,
    pipelineTag: files.listed.pipelineTag ?? metadata.pipeline_tag ?? null,
    library: files.listed.library ?? metadata.library_name ?? null,
    tags,
    licence: readLicence(one('license') ?? licenceTag(tags), one('license_name')),
    access: files.access,
    languages: languages.length > 0 ? languages : null,
    baseModels: [one('base_model') ?? []].flat().map(String),
    config,
    weights: {
      format: formatOf(files.names),
      head: files.tensors === null ? { state: 'unread' } : readHead(files.tensors),
      dtype: files.dtype,
      bytes: files.bytes,
    },
    parameters: files.parameters,
    maxTokens: bounds.length > 0 ? Math.min(...bounds) : null,
    tokenizer: {
      chatTemplate: hasTemplate(files.names, tokenizer?.chat_template),
      bos: typeof bos === 'string' ? bos : (bos?.content ?? null),
    },
    figures: { rewardBench: null, rewardBench2: {} },
    card: words,
    downloads: files.listed.downloads ?? null,
  };
}

function licenceTag(tags: readonly string[]): string | undefined {
  return tags.find((tag) => tag.startsWith('license:'))?.slice('license:'.length);
}

function hasTemplate(names: readonly string[], template: unknown): boolean {
  return (
    names.some((name) => name === 'chat_template.jinja' || name === 'chat_template.json') || Boolean(template)
  );
}

function formatOf(names: readonly string[]): ModelFacts['weights']['format'] {
  if (names.some((name) => /^model.*\.safetensors$/.test(name))) return 'safetensors';
  if (names.some((name) => /(?:^|\/)(?:pytorch_model.*\.bin|.*\.ckpt|.*\.pth?)$/.test(name)))
    return 'pytorch';
  if (names.some((name) => name === 'adapter_config.json')) return 'adapter';
  return names.length === 0 ? 'unread' : 'none';
}
