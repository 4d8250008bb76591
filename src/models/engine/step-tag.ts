import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { AdapterSpec } from '../../spec/adapter-spec.ts';

const decoder = z.object({ added_tokens_decoder: z.record(z.string(), z.object({ content: z.string() })) });
const added = z.record(z.string(), z.number().int());

/**
 * @param folder with the files of the model
 * @returns the number of the token that ends a step, which an engine must be told; null where the model judges no steps, or
 * its tokenizer names no such token of its own
 */
export function stepTagOf({ read }: Pick<AdapterSpec, 'read'>, folder: string): number | null {
  if (read.from !== 'steps' || read.rows === 'tokens') return null;
  const listed = decoder.safeParse(jsonOf(join(folder, 'tokenizer_config.json'))).data?.added_tokens_decoder;
  const found = Object.entries(listed ?? {}).find(([, { content }]) => content === read.token)?.[0];
  if (found !== undefined) return Number(found);
  return added.safeParse(jsonOf(join(folder, 'added_tokens.json'))).data?.[read.token] ?? null;
}

function jsonOf(path: string): unknown {
  try {
    return existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : null;
  } catch {
    return null;
  }
}
