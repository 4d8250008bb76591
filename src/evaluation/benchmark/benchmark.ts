import type { Query } from '../../spec/query.ts';
import type { Rollout } from '../../spec/rollout.ts';

/** What a reward model or a judge that cannot run here once said of the candidates of an item. */
export interface Recording {
  readonly type: 'reward-model' | 'judge';
  /** One per candidate, higher is better; null where no verdict could be read. */
  readonly values: readonly (number | null)[];
  /**
   * The values say no more than how each wrong candidate did against the right one. They can be counted, and nothing may be
   * chosen or mixed by them: whoever does not know the right one could not have made them.
   */
  readonly isRelative?: boolean;
}

/** One question with its candidates. */
export interface BenchmarkItem {
  readonly id: string;
  readonly category: string;
  readonly query: Query;
  readonly candidates: readonly Rollout[];
  readonly right: readonly boolean[];
  readonly recordings: ReadonlyMap<string, Recording>;
}

/**
 * How a benchmark's makers count an item.
 * - `strict`: every right candidate above every wrong one; a tie is wrong (JudgeBench, RewardBench 1, RewardMATH)
 * - `half`: the share of right-wrong pairs in order, a tie half (LLMBar's mean over both orders; labelled rollouts)
 * - `best`: one over the number of candidates at the top, where a right one is there (RewardBench 2)
 * - `styles`: three right and three wrong ones by style, the share of the nine pairs in order (RM-Bench)
 */
export type Counting = 'strict' | 'half' | 'best' | 'styles';

export interface Benchmark {
  readonly file: string;
  readonly format: string;
  readonly counting: Counting;
  readonly items: readonly BenchmarkItem[];
}
