import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { RlarError } from '../spec/errors.ts';
import { parseOrThrow } from '../spec/parse-or-throw.ts';
import type { Figures, Licence, ModelFacts } from './model-facts.ts';
import { readLicence } from './read-licence.ts';

const words = z.array(z.string()).nullish();

/** One model of a file of recorded facts. Everything beside the id may be null or missing: not recorded. */
const row = z.looseObject({
  id: z.string().regex(/^[\w.-]+(\/[\w.-]+)?$/, 'owner/name'),
  revision: z.string().nullish(),
  pipeline_tag: z.string().nullish(),
  library_name: z.string().nullish(),
  tags: words,
  license: z.union([z.string(), z.array(z.string())]).nullish(),
  license_note: z.string().nullish(),
  gated: z.union([z.boolean(), z.string()]).nullish(),
  disabled: z.boolean().nullish(),
  languages: words,
  base_model: z.union([z.string(), z.array(z.string())]).nullish(),
  architectures: words,
  num_labels: z.number().int().nullish(),
  /** Their names by index. */
  labels: words,
  custom_code: z.boolean().nullish(),
  params: z.number().positive().nullish(),
  max_input_tokens: z.number().int().positive().nullish(),
  rewardbench: z.union([z.number(), z.looseObject({ average: z.number().optional() })]).nullish(),
  rewardbench2: z.union([z.number(), z.record(z.string(), z.unknown())]).nullish(),
  card_excerpt: z.string().nullish(),
  how_to_call: z.string().nullish(),
  downloads: z.number().nullish(),
});
type Row = z.infer<typeof row>;

const file = z.union([
  z.array(row),
  z.looseObject({ models: z.array(row) }).transform(({ models }) => models),
]);

/**
 * Reads a file of recorded facts: a JSON list with one object a model, or `{models: [...]}`.
 * @throws RlarError RLAR_FILE_UNREADABLE naming the file and the field
 */
export function readRecordedModels(path: string): ModelFacts[] {
  let content: unknown;
  try {
    content = JSON.parse(readFileSync(path, 'utf8'));
  } catch (cause) {
    throw new RlarError('RLAR_FILE_UNREADABLE', `${path}: ${(cause as Error).message}`, {
      remedy: 'Give a JSON list with one object a model; docs/reward-models.md has the fields.',
    });
  }
  return parseOrThrow(file, content, { code: 'RLAR_FILE_UNREADABLE', prefix: `${path}: ` }).map(factsOf);
}

function factsOf(given: Row): ModelFacts {
  const tags = given.tags ?? [];
  return {
    id: given.id,
    revision: /^[0-9a-f]{40}$/.test(given.revision ?? '') ? (given.revision ?? null) : null,
    source: 'recorded',
    pipelineTag: given.pipeline_tag ?? null,
    library: given.library_name ?? null,
    tags,
    licence: licenceOf(given),
    access: given.disabled ? 'disabled' : accessOf(given.gated),
    languages: given.languages?.length ? given.languages : null,
    baseModels: [given.base_model ?? []].flat(),
    config: {
      architectures: given.architectures?.length ? given.architectures : null,
      modelType: null,
      labels: given.num_labels ?? null,
      labelNames: given.labels ?? [],
      remoteCode: given.custom_code ?? (tags.includes('custom_code') ? true : null),
      quantised: tags.includes('bitsandbytes') || tags.includes('4-bit'),
    },
    weights: {
      format: formatOf(tags, given.card_excerpt ?? ''),
      head: { state: 'unread' },
      dtype: null,
      bytes: null,
    },
    parameters: given.params ?? null,
    maxTokens: given.max_input_tokens ?? null,
    tokenizer: { chatTemplate: null, bos: null },
    figures: figuresOf(given),
    card: [given.card_excerpt, given.how_to_call, given.license_note].filter(Boolean).join('\n'),
    downloads: given.downloads ?? null,
  };
}

/** A recording that says `null` did not see a licence; only a note that there is none tells that there is none. */
function licenceOf({ license, license_note, tags }: Row): Licence {
  const tag = tags?.find((entry) => entry.startsWith('license:'))?.slice('license:'.length);
  const name = /license_name: *([\w.-]+)/.exec(license_note ?? '')?.[1];
  const stated = readLicence(license ?? tag, name);
  if (stated.state === 'stated') return stated;
  return /^(?:no licen[cs]e|card has no metadata|prose only)/i.test(license_note ?? '')
    ? { state: 'absent' }
    : { state: 'unread' };
}

function accessOf(gated: Row['gated']): ModelFacts['access'] {
  if (gated === null || gated === undefined) return 'unread';
  return gated === false || gated === 'false' ? 'open' : 'gated';
}

function formatOf(tags: readonly string[], card: string): ModelFacts['weights']['format'] {
  if (tags.includes('safetensors')) return 'safetensors';
  if (tags.includes('gguf')) return 'none';
  return tags.includes('pytorch') || /no safetensors/i.test(card) ? 'pytorch' : 'unread';
}

function figuresOf({ rewardbench, rewardbench2 }: Row): Figures {
  const second = typeof rewardbench2 === 'number' ? { average: rewardbench2 } : (rewardbench2 ?? {});
  const numbers = Object.entries(second).filter(
    (entry): entry is [string, number] => typeof entry[1] === 'number',
  );
  return {
    rewardBench: typeof rewardbench === 'number' ? rewardbench : (rewardbench?.average ?? null),
    rewardBench2: Object.fromEntries(numbers),
  };
}
