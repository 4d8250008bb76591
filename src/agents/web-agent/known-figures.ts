import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { ModelFacts } from '../../hub/model-facts.ts';
import { getOwn } from '../../spec/table.ts';

const file = z.record(
  z.string(),
  z.object({ rewardBench: z.number().nullable(), rewardBench2: z.record(z.string(), z.number()) }),
);
let known: z.infer<typeof file> | undefined;

/**
 * @returns the model with the figures that others published of it (RewardBench and RewardBench 2, by id), where its source
 * brings none. A model's own claims are no figures.
 */
export function withKnownFigures(facts: ModelFacts): ModelFacts {
  known ??= file.parse(JSON.parse(readFileSync(join(import.meta.dirname, 'known-figures.json'), 'utf8')));
  const figures = getOwn(known, facts.id);
  const brought = facts.figures.rewardBench !== null || Object.keys(facts.figures.rewardBench2).length > 0;
  return figures && !brought ? { ...facts, figures } : facts;
}
