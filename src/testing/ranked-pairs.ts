import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { z } from 'zod';
import type { JsonObject } from '../spec/json.ts';
import { scoreOne } from '../spec/prepared-tool.ts';
import type { Tool } from '../spec/tool.ts';
import { toToolQuery } from '../tools/fixtures.ts';

/** One rated response. Only what the tests of metrics read of it. */
const ratedRow = z.object({
  prompt: z.string().default(''),
  response: z.string(),
  references: z.array(z.string()),
  group: z.string().optional(),
  human: z.record(z.string(), z.number()),
});

/** Which ratings to rank by, and how far two of them must lie apart to count as better and worse. */
export interface Ranking {
  /** File in the folder that RLAR_DATA names, without its ending. */
  readonly file: string;
  readonly human: string;
  readonly gap: number;
}

/**
 * How often a tool ranks two rated responses to one query as the raters do, for a test.
 * @returns the share of pairs ranked right (a tie counts half), 0..1, as the mean over the queries that have a pair
 * @throws where RLAR_DATA is not set: skip the test then
 */
export async function pairAccuracy(tool: Tool, options: JsonObject, ranking: Ranking): Promise<number> {
  const groups = Map.groupBy(readRows(ranking.file), (row) => row.group ?? row.prompt);
  const shares: number[] = [];
  for (const rows of groups.values()) {
    const rated = await Promise.all(
      rows.map(async ({ prompt, response, references, human }) => {
        const query = toToolQuery({ messages: [{ role: 'user', content: prompt }], references });
        const verdict = await scoreOne(tool.prepare(query, options), { text: response });
        const value = verdict.status === 'scored' ? verdict.value : Number.NaN;
        return { value, rating: human[ranking.human] ?? Number.NaN };
      }),
    );
    const hits = rated.flatMap((better) =>
      rated
        .filter((worse) => better.rating - worse.rating >= ranking.gap - 1e-9)
        .map((worse) => (better.value > worse.value ? 1 : better.value < worse.value ? 0 : 0.5)),
    );
    if (hits.length > 0) shares.push(hits.reduce((sum: number, hit) => sum + hit, 0) / hits.length);
  }
  return shares.reduce((sum, share) => sum + share, 0) / shares.length;
}

function readRows(file: string): z.infer<typeof ratedRow>[] {
  const folder = process.env.RLAR_DATA;
  if (!folder) throw new Error('RLAR_DATA is not set');
  const plain = join(folder, `${file}.jsonl`);
  const bytes = existsSync(plain) ? readFileSync(plain) : gunzipSync(readFileSync(`${plain}.gz`));
  const lines = bytes.toString('utf8').trim().split('\n');
  return lines.map((line) => ratedRow.parse(JSON.parse(line)));
}
