import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { type HubModel, hubFile, weightsFile } from './hub-model.ts';
import { recordedModelsFile } from './recorded-models.ts';

const row = z.object({
  id: z.string(),
  revision: z.string(),
  pipeline_tag: z.string().optional(),
  library_name: z.string().optional(),
  tags: z.array(z.string()).default([]),
  license: z.string().optional(),
  license_note: z.string().optional(),
  languages: z.array(z.string()).optional(),
  base_model: z.string().optional(),
  architectures: z.array(z.string()).optional(),
  num_labels: z.number().optional(),
  labels: z.array(z.string()).optional(),
  custom_code: z.boolean().optional(),
  params: z.number().optional(),
  max_input_tokens: z.number().optional(),
  head: z.tuple([z.string(), z.number(), z.number()]).optional(),
  weights: z.enum(['safetensors', 'pytorch']),
  card_excerpt: z.string().default(''),
  downloads: z.number().optional(),
  likes: z.number().optional(),
});
type Row = z.infer<typeof row>;

/**
 * The 92 recorded models as models of the test hub: their files say what was recorded, in the form that a hub has it.
 * Their cards are sentences of ours; architectures, heads and commits that were not recorded are filled in.
 */
export function recordedHubModels(): HubModel[] {
  return z
    .array(row)
    .parse(JSON.parse(readFileSync(recordedModelsFile, 'utf8')))
    .map(hubModel);
}

function hubModel(given: Row): HubModel {
  const config = configOf(given);
  const cardData = Object.fromEntries(
    Object.entries({
      license: given.license,
      license_name: /license_name: *([\w.-]+)/.exec(given.license_note ?? '')?.[1],
      language: given.languages,
      base_model: given.base_model,
      pipeline_tag: given.pipeline_tag,
      library_name: given.library_name,
    }).filter(([, value]) => value !== undefined),
  );
  const prose = given.license_note?.startsWith('prose') ? '\nFor non-commercial use.\n' : '\n';
  const chat = /apply_chat_template/.test(given.card_excerpt);
  const seen = new Set(given.tags);
  if (given.license) seen.add(`license:${given.license}`);
  seen.add(given.weights);
  return {
    id: given.id,
    sha: given.revision,
    tags: [...seen],
    pipelineTag: given.pipeline_tag,
    library: given.library_name,
    cardData,
    config,
    parameters: given.weights === 'safetensors' ? given.params : undefined,
    downloads: given.downloads,
    likes: given.likes,
    gated: false,
    files: {
      'README.md': hubFile(`---\n${JSON.stringify(cardData)}\n---\n${given.card_excerpt}${prose}`),
      ...(config && { 'config.json': hubFile(config) }),
      'tokenizer_config.json': hubFile(chat ? { chat_template: '{{ messages }}', bos_token: '<s>' } : {}),
      ...(given.weights === 'safetensors'
        ? { 'model.safetensors': weightsFile(tensorsOf(given)) }
        : { 'pytorch_model.bin': hubFile('a pickle') }),
    },
  };
}

function configOf({
  architectures,
  labels,
  num_labels,
  custom_code,
  max_input_tokens,
}: Row): object | undefined {
  if (!architectures) return undefined;
  const names =
    labels ??
    (num_labels === undefined ? undefined : Array.from({ length: num_labels }, (_, at) => `LABEL_${at}`));
  return {
    architectures,
    ...(names && { id2label: Object.fromEntries(names.entries()) }),
    ...(custom_code === true && { auto_map: { AutoModel: 'modeling_own.RewardModel' } }),
    ...(max_input_tokens !== undefined && { max_position_embeddings: max_input_tokens }),
  };
}

/** The head as recorded, and one tensor that makes up the rest of the parameters. */
function tensorsOf({ head, params = 1e9 }: Row): Record<string, number[]> {
  const own = head ? { [head[0]]: [head[1], head[2]] } : {};
  const rest = params - (head ? head[1] * head[2] : 0);
  return { 'model.embed_tokens.weight': [Math.max(1, Math.round(rest / 1000)), 1000], ...own };
}
