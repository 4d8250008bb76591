import { SafetensorsFile } from '../models/worker/safetensors.ts';
import type { Tensors } from './read-head.ts';

export interface Header {
  readonly tensors: Tensors;
  /** The type that most numbers have. */
  readonly dtype: string | null;
  readonly parameters: number;
}

/** Reads the header of a safetensors file on disk, never its weights. A file that is none has no tensors. */
export function readHeader(path: string): Header {
  const tensors: Record<string, readonly number[]> = Object.create(null);
  const counts = new Map<string, number>();
  const file = opened(path);
  for (const name of file?.names ?? []) {
    const shape = file?.shape(name) ?? [];
    const dtype = file?.dtype(name) ?? '';
    tensors[name] = shape;
    const size = shape.reduce((product, side) => product * side, 1);
    counts.set(dtype, (counts.get(dtype) ?? 0) + size);
  }
  file?.close();
  const ranked = [...counts].sort(([, a], [, b]) => b - a);
  return {
    tensors,
    dtype: ranked[0]?.[0] ?? null,
    parameters: ranked.reduce((sum, [, count]) => sum + count, 0),
  };
}

function opened(path: string): SafetensorsFile | null {
  try {
    return new SafetensorsFile(path);
  } catch {
    return null;
  }
}
