import { evidenceFor } from '../../agents/policy-agent/candidates.ts';
import type { Library } from '../../library/library.ts';
import { utilityOf } from '../../routing/utility.ts';
import type { Template } from '../../spec/decisions.ts';
import type { KindName } from '../../spec/kinds.ts';
import { Random } from '../../spec/random.ts';
import type { Need } from '../../spec/tool-card.ts';
import { addItem, decision, newDuel } from '../statistics/duel.ts';
import {
  type Composite,
  compositeReward,
  compositeText,
  type LabelledItem,
  type LabelsSay,
  meanRightness,
  type Part,
  queryWorth,
  templateTools,
} from './composite.ts';
import { type Generator, searchComposites } from './search-composites.ts';
import { tuneWeights } from './tune-weights.ts';

/** What composites are searched for, and on what. */
export interface CompositeOrder {
  readonly kind: KindName;
  readonly carries: readonly Need[];
  readonly parts: readonly Part[];
  readonly items: readonly LabelledItem[];
  readonly seed: number;
  readonly generator?: Generator | undefined;
  readonly by?: LabelsSay;
}

/** What a search found. */
export interface Proposal {
  readonly composite: Composite;
  /** The composite in a line. */
  readonly text: string;
  /** Shares of sealed responses that get a reward on the right side, by the library as it is and by the composite. */
  readonly before: number;
  readonly after: number;
  readonly queries: number;
  /** `better` where the paired bet on the sealed queries is won; `open` where it is ahead and more items have to tell. */
  readonly sealed: 'better' | 'open';
}

/** Queries below which no part of them says anything. */
export const LEAST_QUERIES = 40;
const ALPHA = 0.05;
/** Composites that are tuned. */
const TUNED = 6;

/**
 * Searches a composite that is more right than the library on labelled responses. Half of the queries serve the search, a quarter tunes
 * weights and drops parts that hurt, and a sealed quarter is read once, for the one composite that is proposed.
 * @returns what was found; null where nothing is ahead of the library. The generator is to be kept for the next search
 */
export function proposeComposite({ kind, parts, items, seed, generator, by = 'verdict' }: CompositeOrder): {
  readonly proposal: Proposal | null;
  readonly generator: Generator | null;
} {
  const queries = new Random(seed, `composites ${kind}`).shuffled([
    ...new Set(items.map(({ query }) => query)),
  ]);
  if (queries.length < LEAST_QUERIES || !parts.some(({ mayJudge }) => mayJudge))
    return { proposal: null, generator: generator ?? null };
  const half = Math.floor(queries.length / 2);
  const sealedFrom = Math.floor(0.75 * queries.length);
  const place = new Map(queries.map((query, at) => [query, at]));
  const within = (from: number, to: number) =>
    items.filter(({ query }) => place.get(query)! >= from && place.get(query)! < to);
  const [searched, held, sealed] = [
    within(0, half),
    within(half, sealedFrom),
    within(sealedFrom, queries.length),
  ];
  const { found, generator: learnt } = searchComposites(parts, searched, seed, generator, by);
  const tuned = found.slice(0, TUNED).map(({ composite }) => tuneWeights(composite, searched, held, by));
  const both = [...searched, ...held];
  const [best] = tuned.toSorted((left, right) => worthOf(right, both, by) - worthOf(left, both, by));
  const now = (list: readonly LabelledItem[]) => meanRightness(list, (item) => item.now, by);
  if (!best || worthOf(best, both, by) <= now(both) + 1e-9) return { proposal: null, generator: learnt };
  const duel = newDuel();
  let ahead = 0;
  for (const list of Map.groupBy(sealed, ({ query }) => query).values()) {
    const worth = (rewardOf: (item: LabelledItem) => number | null) =>
      queryWorth(
        list.map((item) => ({ reward: rewardOf(item), correct: item.correct })),
        by,
      );
    const difference = worth(({ values }) => compositeReward(best, values)) - worth((item) => item.now);
    addItem(duel, difference / 2);
    ahead += difference;
  }
  if (ahead <= 0) return { proposal: null, generator: learnt };
  const share = (value: number) => Math.round(1e4 * (0.5 + value / 2)) / 1e4;
  return {
    proposal: {
      composite: best,
      text: compositeText(best, parts),
      before: share(now(sealed)),
      after: share(worthOf(best, sealed, by)),
      queries: queries.length - sealedFrom,
      sealed: decision(duel, ALPHA) === 'better' ? 'better' : 'open',
    },
    generator: learnt,
  };
}

/** @returns a proposal as the template that assignments are made by */
export function templateFor(
  { composite, text, before, after, queries }: Proposal,
  { kind, carries, parts }: Pick<CompositeOrder, 'kind' | 'carries' | 'parts'>,
  library: Library,
): Template {
  const made = templateTools(composite, parts);
  const cards = made.tools.map(({ id, weight, gate }) => ({ card: library.require(id).card, weight, gate }));
  return {
    kind,
    carries: [...carries],
    ...made,
    acquire: null,
    utility: utilityOf(cards, made.combine === 'composite'),
    reason: `${text}: right on ${(100 * after).toFixed(1)} % of ${queries} sealed queries, ${(100 * before).toFixed(1)} % before`,
    by: 'a search over labelled responses',
    seen: evidenceFor(kind, library),
  };
}

function worthOf(composite: Composite, items: readonly LabelledItem[], by: LabelsSay): number {
  return meanRightness(items, ({ values }) => compositeReward(composite, values), by);
}
