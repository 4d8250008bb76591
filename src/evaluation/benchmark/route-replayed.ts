import { halfOf } from '../baselines.ts';
import { mean } from '../bootstrap.ts';
import type { BenchmarkItem } from './benchmark.ts';

/** Items that the accuracy over all categories weighs in that of one category: few items say little. */
const PRIOR_ITEMS = 20;
/** Standard errors by which a category's own tool must be ahead of the best tool overall; else the latter serves the category too. */
const AHEAD = 2;

/** What a choice on one half of the items earns on the other. */
export interface CrossFitted {
  /** Scores by item of the tool with the best accuracy in the item's category. */
  readonly routed: Float64Array;
  /** Scores by item of the one tool with the best accuracy over all items. */
  readonly fixed: Float64Array;
  /** By half and category, the tool chosen there for use on the other half. */
  readonly choices: readonly ReadonlyMap<string, string>[];
}

/**
 * Chooses a tool per category, and one for everything, on one half of the items, and applies them to the other, both
 * ways: nothing is ever chosen on what it is measured on. Halves by sha256 of the prompt.
 * @param scores by tool and item
 */
export function routeReplayed(
  items: readonly BenchmarkItem[],
  scores: ReadonlyMap<string, Float64Array>,
): CrossFitted {
  const halves = items.map((item) => halfOf(item.query.messages[0]?.content ?? item.id));
  const routed = new Float64Array(items.length);
  const fixed = new Float64Array(items.length);
  const choices = [0, 1].map((half) => {
    const seen = [...items.keys()].filter((index) => halves[index] !== half);
    const overall = new Map([...scores].map(([name, found]) => [name, mean(seen.map((at) => found[at]!))]));
    const best = bestOf(overall);
    const byCategory = new Map<string, string>();
    for (const [category, members] of Map.groupBy(seen, (index) => items[index]!.category)) {
      const shrunk = new Map(
        [...scores].map(([name, found]) => {
          const sum = members.reduce((total, at) => total + found[at]!, PRIOR_ITEMS * overall.get(name)!);
          return [name, sum / (members.length + PRIOR_ITEMS)];
        }),
      );
      const own = bestOf(shrunk);
      const isAhead = leadOf(members, scores.get(own)!, scores.get(best)!) > AHEAD;
      byCategory.set(category, isAhead ? own : best);
    }
    for (const index of items.keys()) {
      if (halves[index] !== half) continue;
      routed[index] = scores.get(byCategory.get(items[index]!.category) ?? best)![index]!;
      fixed[index] = scores.get(best)![index]!;
    }
    return byCategory;
  });
  return { routed, fixed, choices };
}

function bestOf(values: ReadonlyMap<string, number>): string {
  return [...values].reduce((best, entry) => (entry[1] > best[1] ? entry : best))[0];
}

/** @returns the sum of the differences in units of its standard error under no difference (McNemar 1947) */
function leadOf(members: readonly number[], own: Float64Array, other: Float64Array): number {
  const differences = members.map((at) => own[at]! - other[at]!);
  const squares = differences.reduce((sum, difference) => sum + difference ** 2, 0);
  return squares === 0
    ? 0
    : differences.reduce((sum, difference) => sum + difference, 0) / Math.sqrt(squares);
}
