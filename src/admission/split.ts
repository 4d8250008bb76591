import type { JsonObject } from '../spec/json.ts';
import { promptText, type Query } from '../spec/query.ts';
import { Random } from '../spec/random.ts';
import type { RolloutMeta } from '../spec/rollout.ts';
import type { Case } from './candidate.ts';

/** `development` cases may come back to an author · `held-out` ones are counted alone · `audit` ones are read once, after freezing */
type Part = 'development' | 'held-out' | 'audit';

/** One query with everything known of responses to it. */
export interface Subject {
  readonly name: string;
  readonly part: Part;
  readonly query: Partial<Query>;
  readonly options: JsonObject;
  /** The other columns of the row of its first case. */
  readonly meta?: RolloutMeta;
  readonly prompt: string;
  /** Those that are not blank. */
  readonly references: readonly string[];
  readonly cases: readonly Case[];
}

/** Shares of the queries; the rest is for the audit. */
const SHARES = { development: 0.35, 'held-out': 0.4 } as const;
const FEWEST_TO_SPLIT = 3;

/** @returns the queries in a seeded order, each in one part; with fewer than three, all are `held-out` */
export function split(cases: readonly Case[], seed: number): Subject[] {
  const groups = Map.groupBy(cases, (entry) => keyOf(entry));
  const keys = new Random(seed, 'split').shuffled([...groups.keys()].sort());
  const development = Math.max(1, Math.round(keys.length * SHARES.development));
  const heldOut = Math.max(1, Math.round(keys.length * SHARES['held-out']));
  return keys.map((key, index): Subject => {
    const list = groups.get(key)!;
    const { name, query, options, meta } = list[0]!;
    const part =
      keys.length < FEWEST_TO_SPLIT || (index >= development && index < development + heldOut)
        ? 'held-out'
        : index < development
          ? 'development'
          : 'audit';
    const references = (query.references ?? []).filter((text) => text.trim() !== '');
    const prompt = promptText({ messages: query.messages ?? [] });
    return { name, part, query, options, ...(meta && { meta }), prompt, references, cases: list };
  });
}

function keyOf({ query, options }: Case): string {
  const { hints: _, ...rest } = query;
  return JSON.stringify([rest, options]);
}
