import { z } from 'zod';
import type { ModelFacts } from './model-facts.ts';

const configFile = z.looseObject({
  architectures: z.array(z.string()).nullish(),
  model_type: z.string().nullish(),
  id2label: z.record(z.string(), z.unknown()).nullish(),
  num_labels: z.number().int().nullish(),
  auto_map: z.unknown().optional(),
  quantization_config: z.unknown().optional(),
  max_position_embeddings: z.number().int().positive().nullish(),
  n_positions: z.number().int().positive().nullish(),
  torch_dtype: z.string().nullish(),
});

export interface ConfigFound {
  readonly config: ModelFacts['config'];
  /** Positions of the body: the longest input that it can read. */
  readonly positions: number | null;
}

/** Labels of a classifier whose file names none. */
const DEFAULT_LABELS = 2;

/**
 * @param content the parsed `config.json`, or what the hub says of it; its text where it is no JSON, null where there is
 * none
 */
export function readConfig(content: unknown): ConfigFound {
  if (content !== null && content !== undefined && (typeof content !== 'object' || Array.isArray(content)))
    return { config: { ...UNREAD, trouble: 'its config.json is no JSON object' }, positions: null };
  const parsed = configFile.safeParse(content);
  if (!parsed.success) return { config: UNREAD, positions: null };
  const { architectures, model_type, id2label, auto_map, quantization_config, ...rest } = parsed.data;
  const classifier =
    architectures?.some((name) => /For(?:Sequence|Token)Classification$/.test(name)) ?? false;
  const names = Object.entries(id2label ?? {})
    .sort(([a], [b]) => Number(a) - Number(b))
    .map(([, name]) => String(name));
  const codeElsewhere = otherRepository(auto_map);
  return {
    config: {
      architectures: architectures?.length ? architectures : null,
      modelType: model_type ?? null,
      labels: id2label ? names.length : (rest.num_labels ?? (classifier ? DEFAULT_LABELS : null)),
      labelNames: names.every((name) => /^LABEL_\d+$/.test(name)) ? [] : names,
      remoteCode: auto_map !== undefined && auto_map !== null,
      ...(codeElsewhere !== undefined && { codeElsewhere }),
      quantised: quantization_config !== undefined && quantization_config !== null,
    },
    positions: rest.max_position_embeddings ?? rest.n_positions ?? null,
  };
}

/** `owner/name--file.Class` names a class of another repository. */
function otherRepository(autoMap: unknown): string | undefined {
  const classes = typeof autoMap === 'object' && autoMap !== null ? Object.values(autoMap).flat() : [autoMap];
  const other = classes.find((name) => typeof name === 'string' && name.includes('--'));
  return other === undefined ? undefined : String(other).split('--')[0];
}

const UNREAD: ModelFacts['config'] = {
  architectures: null,
  modelType: null,
  labels: null,
  labelNames: [],
  remoteCode: null,
  quantised: false,
};
