import { closeSync, openSync, readSync } from 'node:fs';
import { z } from 'zod';
import type { Tensors } from './read-head.ts';

const header = z.record(
  z.string(),
  z.union([
    z.object({ dtype: z.string(), shape: z.array(z.number().int().nonnegative()) }),
    z.looseObject({}),
  ]),
);

/** Bytes of the longest header that is read. */
const LONGEST = 25_000_000;

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
  for (const [name, tensor] of Object.entries(parseHeader(path))) {
    if (!('shape' in tensor) || !Array.isArray(tensor.shape) || typeof tensor.dtype !== 'string') continue;
    const shape = tensor.shape.map(Number);
    tensors[name] = shape;
    const size = shape.reduce((product, side) => product * side, 1);
    counts.set(tensor.dtype, (counts.get(tensor.dtype) ?? 0) + size);
  }
  const ranked = [...counts].sort(([, a], [, b]) => b - a);
  return {
    tensors,
    dtype: ranked[0]?.[0] ?? null,
    parameters: ranked.reduce((sum, [, count]) => sum + count, 0),
  };
}

function parseHeader(path: string): z.infer<typeof header> {
  const file = openSync(path, 'r');
  try {
    const prefix = Buffer.alloc(8);
    readSync(file, prefix, 0, 8, 0);
    const length = prefix.readBigUInt64LE();
    if (length > LONGEST) return {};
    const text = Buffer.alloc(Number(length));
    readSync(file, text, 0, text.length, 8);
    return header.safeParse(JSON.parse(text.toString('utf8'))).data ?? {};
  } catch {
    return {};
  } finally {
    closeSync(file);
  }
}
