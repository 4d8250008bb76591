import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { rlarIn } from '../reward-model-demo/commands.ts';
import type { Pair } from '../reward-model-demo/pairs.ts';

/** A pair of a kind; without a reference where a data set of the kind has none. */
export type KindPair = Omit<Pair, 'reference'> & { readonly kind: string; readonly reference: string | null };
const line = z.looseObject({ reward: z.number().nullable() });

/**
 * Scores held-out pairs with one tool of the library.
 * @returns the share of pairs whose better response earns more, by kind and for all; a tie is not an order
 */
export async function orderPairs(
  rlar: ReturnType<typeof rlarIn>['rlar'],
  folder: string,
  tool: string,
  pairs: readonly KindPair[],
): Promise<Record<string, number>> {
  const rows = pairs.map(({ prompt, chosen, rejected, reference }) =>
    JSON.stringify({ prompt, reference, responses: [chosen, rejected] }),
  );
  const file = join(folder, 'ordered.jsonl');
  writeFileSync(file, rows.join('\n'));
  const { out, err } = await rlar('score', file, '--tool', tool, '--out', '-', '--no-record');
  const rewards = out
    .split('\n')
    .flatMap((text) => (text.startsWith('{') ? [line.parse(JSON.parse(text)).reward] : []));
  if (rewards.length !== 2 * pairs.length) throw new Error(`${tool}: ${err.slice(-1000)}`);
  const right = pairs.map((_, at) => {
    const [chosen, rejected] = [rewards[2 * at], rewards[2 * at + 1]];
    return typeof chosen === 'number' && chosen > (rejected ?? Number.NEGATIVE_INFINITY);
  });
  const kinds = [...new Set(pairs.map(({ kind }) => kind))];
  const share = (of: readonly boolean[]): number => of.filter(Boolean).length / of.length;
  return {
    ...Object.fromEntries(
      kinds.map((kind) => [kind, share(right.filter((_, at) => pairs[at]!.kind === kind))]),
    ),
    all: share(right),
  };
}
