import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { z } from 'zod';

/** One labelled response. Only what the tests of verifiers read of it. */
const labelledRow = z.object({
  id: z.string(),
  prompt: z.string().default(''),
  response: z.string(),
  reference: z.string().default(''),
  correct: z.boolean(),
});
export type LabelledRow = z.infer<typeof labelledRow>;

/**
 * Reads a labelled set for a test, from the folder that RLAR_DATA names.
 * @param path of a .jsonl or .jsonl.gz file inside that folder
 * @throws where RLAR_DATA is not set: skip the test then
 */
export function labelledRows(path: string): LabelledRow[] {
  const folder = process.env.RLAR_DATA;
  if (!folder) throw new Error('RLAR_DATA is not set');
  const bytes = readFileSync(join(folder, path));
  const text = path.endsWith('.gz') ? gunzipSync(bytes).toString('utf8') : bytes.toString('utf8');
  return text
    .split('\n')
    .flatMap((line) => (line.trim() === '' ? [] : [labelledRow.parse(JSON.parse(line))]));
}

/** @returns the responses that are no answer to anything (arXiv 2507.08794) */
export function masterKeys(): string[] {
  return labelledRows('verify/master_keys.jsonl').map((row) => row.response);
}
