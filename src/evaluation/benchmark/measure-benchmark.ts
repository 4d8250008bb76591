import { Library } from '../../library/library.ts';
import { carriedBy } from '../../routing/profile.ts';
import { Executor } from '../../scoring/executor.ts';
import { scoreGroups } from '../../scoring/scorer.ts';
import type { AssignedTool } from '../../spec/assignment.ts';
import { queryKey, withoutHints } from '../../spec/query-key.ts';
import { toolQueryOf } from '../../spec/tool-query-of.ts';
import { lengthBaseline } from '../length-baseline.ts';
import type { ScoreGroups } from '../measure-task.ts';
import { staticRewards } from '../static-rewards.ts';
import type { Benchmark } from './benchmark.ts';
import { replayedTools } from './replayed-tool.ts';

/** By method and item, the values of the candidates. */
type ValuesByMethod = ReadonlyMap<string, readonly (readonly (number | null)[])[]>;

export interface MeasuredBenchmark {
  readonly benchmark: Benchmark;
  readonly rlar: readonly (readonly (number | null)[])[];
  readonly static: ValuesByMethod;
  readonly replayed: ValuesByMethod;
  /** Milliseconds of the wall and tool calls of rlar. */
  readonly ms: number;
  readonly toolCalls: number;
}

const CHUNK = 32;

/** Runs rlar, every static reward that applies, and every replayed tool over the candidates of a benchmark. */
export async function measureBenchmark(
  benchmark: Benchmark,
  library: Library,
  score: ScoreGroups,
  onItems: (count: number) => void,
): Promise<MeasuredBenchmark> {
  const replayed = replayedTools(benchmark);
  const own = library.entries().map(({ tool, card }) => ({ tool, evidence: card.evidence }));
  const added = [lengthBaseline, ...replayed.map(({ tool }) => tool)].map((tool) => ({
    tool,
    evidence: null,
  }));
  const everything = new Library([...own, ...added]);
  const executor = new Executor({ cacheEntries: 0 });
  const fixed = new Map(staticRewards(library).map(({ name, assigned }) => [name, assigned]));
  const played = new Map(
    replayed.map(({ name, tool }): [string, AssignedTool] => {
      const { id, version } = tool.declaration;
      return [name, { id, version, weight: 1 }];
    }),
  );
  const empty = (names: Iterable<string>) =>
    new Map(
      Array.from(names, (name) => [name, benchmark.items.map((item) => nothing(item.candidates.length))]),
    );
  const values = { static: empty(fixed.keys()), replayed: empty(played.keys()) };
  const rlar: (number | null)[][] = [];
  let ms = 0;
  let toolCalls = 0;
  try {
    for (let from = 0; from < benchmark.items.length; from += CHUNK) {
      const items = benchmark.items.slice(from, from + CHUNK);
      const start = performance.now();
      const rewards = await score(
        items.map(({ query, candidates }) => ({ query, rollouts: [...candidates] })),
      );
      ms += performance.now() - start;
      for (const group of rewards) {
        rlar.push(group.map(({ reward }) => reward));
        toolCalls += group.reduce((sum, { results }) => sum + results.length, 0);
      }
      const plan = items.map(({ query }) => {
        const carries = carriedBy(query);
        const applying = [...fixed].filter(([, { id }]) =>
          everything.require(id).card.needs.every((need) => carries.has(need)),
        );
        return [
          ...applying.map(([name, tool]) => ({ name, tool, into: values.static })),
          ...[...played].map(([name, tool]) => ({ name, tool, into: values.replayed })),
        ];
      });
      const results = await scoreGroups(
        executor,
        items.map(({ query, candidates }, at) => ({
          queryKey: queryKey(withoutHints(query)),
          query: toolQueryOf(query),
          tools: plan[at]!.map(({ tool }) => tool),
          rollouts: candidates,
          library: everything,
        })),
      );
      for (const [at, byCandidate] of results.entries())
        for (const [candidate, byTool] of byCandidate.entries())
          for (const [place, { value }] of byTool.entries()) {
            const { into, name } = plan[at]![place]!;
            into.get(name)![from + at]![candidate] = value;
          }
      onItems(items.length);
    }
  } finally {
    await executor.close();
  }
  return { benchmark, rlar, ...values, ms, toolCalls };
}

function nothing(length: number): (number | null)[] {
  return Array.from({ length }, () => null);
}
