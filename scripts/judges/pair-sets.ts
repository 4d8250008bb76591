import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { z } from 'zod';
import { Random } from '../../src/spec/random.ts';

const verdict = z.enum(['chosen', 'rejected', 'tie']).nullable();
const labelledPair = z.object({
  id: z.string(),
  category: z.string(),
  prompt: z.string(),
  chosen: z.string(),
  rejected: z.string(),
  /** Verdicts that the data carries, of other judges: in the original order, and swapped where that was asked. */
  judges: z.record(z.string(), z.array(verdict)).optional(),
});
export type LabelledPair = z.infer<typeof labelledPair>;

/** The sets of pairs, by the name of their file below `pairs`. */
export const PAIR_SETS = [
  'llmbar',
  'judgebench_gpt',
  'judgebench_claude',
  'mtbench_majority_llmbar',
  'rmbench',
  'pandalm',
] as const;
export type PairSet = (typeof PAIR_SETS)[number];

/**
 * @returns `count` pairs of a set, drawn evenly over its categories by a seed: the same for the same seed, and a larger
 * count holds the smaller. A pair that stands in the set several times, in either order, is drawn once
 */
export function samplePairs(set: PairSet, count: number, seed: number): LabelledPair[] {
  const all = eachOnce(rowsOf(`pairs/${set}`).map((row) => labelledPair.parse(row)));
  const byCategory = [...Map.groupBy(all, ({ category }) => category)]
    .sort(([left], [right]) => (left < right ? -1 : 1))
    .map(([category, pairs]) => new Random(seed, `${set}/${category}`).shuffled(pairs));
  const drawn: LabelledPair[] = [];
  for (let round = 0; drawn.length < Math.min(count, all.length); round += 1)
    drawn.push(...byCategory.flatMap((pairs) => pairs.slice(round, round + 1)));
  return drawn.slice(0, count);
}

/** @returns the pairs without those that an earlier one repeats, but for the space around its texts and their order */
export function eachOnce<Pair extends Pick<LabelledPair, 'prompt' | 'chosen' | 'rejected'>>(
  pairs: readonly Pair[],
): Pair[] {
  const byTexts = Map.groupBy(pairs, ({ prompt, chosen, rejected }) =>
    JSON.stringify([prompt.trim(), ...[chosen.trim(), rejected.trim()].sort()]),
  );
  return [...byTexts.values()].map(([first]) => first!);
}

/** @returns the rows of a file of the folder that RLAR_DATA names, packed or not */
export function rowsOf(path: string): unknown[] {
  const folder = process.env.RLAR_DATA;
  if (!folder) throw new Error('RLAR_DATA is not set: it names the folder of labelled data');
  const plain = join(folder, `${path}.jsonl`);
  const text = readable(plain) ?? gunzipSync(readFileSync(`${plain}.gz`)).toString('utf8');
  return text.split('\n').flatMap((line) => (line.trim() === '' ? [] : [JSON.parse(line) as unknown]));
}

function readable(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return null;
  }
}
