import { z } from 'zod';
import type { ModelFiles } from './facts-of-files.ts';
import { isHead, type Tensors } from './read-head.ts';

export interface HubBase {
  readonly hubUrl: string;
  readonly fetch: typeof fetch;
}

export interface WhichFiles {
  readonly id: string;
  readonly revision: string;
  readonly names: readonly string[];
}

type WeightFacts = Pick<ModelFiles, 'tensors' | 'dtype' | 'parameters' | 'bytes'>;

export const NO_WEIGHTS: WeightFacts = { tensors: null, dtype: null, parameters: null, bytes: null };

/** The index of a model with several weight files. */
const indexFile = z.looseObject({
  weight_map: z.record(z.string(), z.string()),
  metadata: z
    .looseObject({ total_size: z.number().nonnegative().nullish().catch(null) })
    .nullish()
    .catch(null),
});

/**
 * Reads headers of safetensors files by range. Of several files the one that holds the score head is read alone: the
 * index names all tensors.
 * @param index the parsed `model.safetensors.index.json`; null where there is one file, or none
 */
export async function readHubWeights(base: HubBase, which: WhichFiles, index: unknown): Promise<WeightFacts> {
  if (which.names.includes('model.safetensors')) return headerOf(base, which, 'model.safetensors');
  const parsed = indexFile.safeParse(index);
  if (!parsed.success) return NO_WEIGHTS;
  const { weight_map: files, metadata } = parsed.data;
  const names: Tensors = Object.assign(
    Object.create(null),
    Object.fromEntries(Object.keys(files).map((name) => [name, []])),
  );
  const bytes = metadata?.total_size ?? null;
  const head = Object.entries(files).find(([name, file]) => isHead(name) && which.names.includes(file));
  if (!head) return { ...NO_WEIGHTS, tensors: names, bytes };
  const read = await headerOf(base, which, head[1]);
  return { tensors: { ...names, ...read.tensors }, dtype: read.dtype, parameters: null, bytes };
}

async function headerOf(base: HubBase, { id, revision }: WhichFiles, path: string): Promise<WeightFacts> {
  const { parseSafetensorsMetadata, SafetensorParseError } = await import('@huggingface/hub');
  try {
    const read = await parseSafetensorsMetadata({ ...base, repo: id, revision, path });
    const tensors: Record<string, readonly number[]> = Object.create(null);
    const counts = new Map<string, number>();
    let bytes = 0;
    for (const [name, tensor] of Object.entries(read.sharded ? {} : read.header)) {
      if (name === '__metadata__' || !('shape' in tensor)) continue;
      const { dtype, shape, data_offsets: span } = header.parse(tensor);
      tensors[name] = shape;
      counts.set(dtype, (counts.get(dtype) ?? 0) + shape.reduce((product, side) => product * side, 1));
      bytes += span[1] - span[0];
    }
    const ranked = [...counts].sort(([, a], [, b]) => b - a);
    const parameters = ranked.reduce((sum, [, count]) => sum + count, 0);
    return { tensors, dtype: ranked[0]?.[0] ?? null, parameters: parameters > 0 ? parameters : null, bytes };
  } catch (cause) {
    if (cause instanceof SafetensorParseError || cause instanceof z.ZodError)
      return { ...NO_WEIGHTS, tensors: {} };
    throw cause;
  }
}

const header = z.object({
  dtype: z.string(),
  shape: z.array(z.number()),
  data_offsets: z.tuple([z.number(), z.number()]),
});
