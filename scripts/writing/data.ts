import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { z } from 'zod';
import type { WritingOperation } from '../../src/text/writing/writing-task.ts';

const operation = z
  .enum(['cloze', 'edit', 'expand', 'end2end'])
  .transform((name): WritingOperation => (name === 'end2end' ? 'end-to-end' : name));
const item = z.object({
  id: z.string(),
  lang: z.enum(['en', 'zh']),
  operation,
  genre: z.string().nullable(),
  prompt: z.string(),
  reference: z.string(),
});
export type WritingItem = z.infer<typeof item>;

const generated = z.object({
  id: z.string(),
  operation,
  prompt: z.string(),
  reference: z.string(),
  generations: z.record(z.string(), z.string()),
});
export type GeneratedItem = z.infer<typeof generated>;

/** @returns the writing data, and generations of ten models for some of its items */
export function readWriting(folder: string): {
  items: readonly WritingItem[];
  generated: readonly GeneratedItem[];
} {
  return {
    items: read(join(folder, 'writing/c3e.jsonl.gz'), item),
    generated: read(join(folder, 'writing/c3e_generations.jsonl.gz'), generated),
  };
}

function read<T>(file: string, row: z.ZodType<T>): T[] {
  const lines = gunzipSync(readFileSync(file)).toString('utf8').trim().split('\n');
  return lines.map((line) => row.parse(JSON.parse(line)));
}

/** Whether an item belongs to the half that weights are fitted to. Its original decides, since both files have that. */
export function isDeveloped({ reference }: Pick<WritingItem, 'reference'>): boolean {
  const hash = createHash('sha256')
    .update(`writing-half:${reference.trim().slice(0, 120)}`)
    .digest();
  return hash[0]! % 2 === 0;
}
