import type { Library } from '../library/library.ts';
import { carriedBy } from '../routing/profile.ts';
import type { Executor } from '../scoring/executor.ts';
import { scoreGroups } from '../scoring/scorer.ts';
import { queryKey, withoutHints } from '../spec/query-key.ts';
import type { Reward, ToolResult } from '../spec/reward.ts';
import type { ToolCard } from '../spec/tool-card.ts';
import { toolQueryOf } from '../spec/tool-query-of.ts';
import type { Group } from '../spec/wire.ts';
import { type StaticReward, staticName } from './static-rewards.ts';
import type { Item, TaskData } from './task-data.ts';

/** Rewards groups as the service does, the router choosing without hints. */
export type ScoreGroups = (groups: readonly Group[]) => Promise<readonly (readonly Reward[])[]>;

/** The rewards of one method for the rollouts of a task, with their cost. */
export interface Measured {
  /** One per item; null where there is no reward. */
  readonly values: readonly (number | null)[];
  readonly calls: number;
  /** Those of the calls that asked a judge or a reward model. */
  readonly modelCalls: number;
  /** What the calls cost by the cards of their tools, in US dollars. */
  readonly dollars: number;
  /** Milliseconds: of the wall for whole ways, of the tool's own work for a static reward. */
  readonly ms: number;
}

export interface MeasuredTask {
  readonly data: TaskData;
  /** By way of choosing: rlar, and rlar without one of its parts. */
  readonly chosen: ReadonlyMap<string, Measured>;
  readonly static: ReadonlyMap<string, Measured>;
  /** Tools that rlar assigned, with the number of rollouts. */
  readonly assigned: ReadonlyMap<string, number>;
}

/** `rlar` must be among the ways; its results are not computed again for the static rewards. */
export interface Ways {
  readonly choosers: ReadonlyMap<string, ScoreGroups>;
  readonly library: Library;
  readonly executor: Executor;
  readonly rewards: readonly StaticReward[];
}

const CHUNK = 64;

/** Runs every way of rewarding over the rollouts of a task. */
export async function measureTask(
  data: TaskData,
  ways: Ways,
  onItems: (count: number) => void,
): Promise<MeasuredTask> {
  const chosen = new Map([...ways.choosers.keys()].map((name) => [name, emptyMeasured(data)]));
  const fixed = new Map(ways.rewards.map((reward) => [reward.name, emptyMeasured(data)]));
  const assigned = new Map<string, number>();
  for (let from = 0; from < data.items.length; from += CHUNK) {
    const items = data.items.slice(from, from + CHUNK);
    const known: Known[] = items.map(() => new Map());
    for (const [name, score] of ways.choosers) {
      const start = performance.now();
      const rewards = await scoreItems(items, score);
      const into = chosen.get(name)!;
      into.ms += performance.now() - start;
      for (const [at, reward] of rewards.entries()) {
        into.values[from + at] = reward.reward;
        for (const { tool } of reward.results) count(into, ways.library.get(tool)?.card);
        if (name === 'rlar') remember(reward, known[at]!, assigned);
      }
    }
    await measureStatic(items, from, known, ways, fixed);
    onItems(items.length);
  }
  return { data, chosen, static: fixed, assigned };
}

type Known = Map<string, ToolResult>;
type Filling = {
  values: (number | null)[];
  calls: number;
  modelCalls: number;
  dollars: number;
  ms: number;
};

/** @param card of the tool that was called; undefined where it is not in the library any more */
function count(into: Filling, card: ToolCard | undefined): void {
  into.calls += 1;
  if (card?.type === 'judge' || card?.type === 'reward-model') into.modelCalls += 1;
  into.dollars += (card?.costPer1000 ?? 0) / 1000;
}

function emptyMeasured(data: TaskData): Filling {
  return { values: data.items.map(() => null), calls: 0, modelCalls: 0, dollars: 0, ms: 0 };
}

/** One group a query, as a trainer sends it. */
async function scoreItems(items: readonly Item[], score: ScoreGroups): Promise<Reward[]> {
  const groups = [
    ...Map.groupBy(items.keys(), (index) => queryKey(withoutHints(items[index]!.query))).values(),
  ];
  const rewards = await score(
    groups.map((members) => ({
      query: items[members[0]!]!.query,
      rollouts: members.map((index) => items[index]!.rollout),
    })),
  );
  const found: Reward[] = [];
  for (const [at, members] of groups.entries())
    for (const [place, index] of members.entries()) found[index] = rewards[at]![place]!;
  return found;
}

function remember(reward: Reward, known: Known, assigned: Map<string, number>): void {
  const { combine } = reward.assignment;
  /** Of tools that are asked in turn, the later ones may not have been asked at all. */
  const isInTurn = combine === 'first' || combine === 'composite';
  for (const [place, tool] of reward.assignment.tools.entries()) {
    const name = staticName(tool.id, tool.options);
    const result = reward.results[place];
    if (result && !isInTurn) known.set(name, result);
  }
  const tools = reward.assignment.tools.map(({ id, options }) => staticName(id, options)).join(' + ');
  assigned.set(tools || 'none', (assigned.get(tools || 'none') ?? 0) + 1);
}

async function measureStatic(
  items: readonly Item[],
  from: number,
  known: readonly Known[],
  { library, rewards, executor }: Ways,
  into: ReadonlyMap<string, Filling>,
): Promise<void> {
  const put = (name: string, at: number, result: ToolResult): void => {
    const filling = into.get(name)!;
    filling.values[from + at] = result.value;
    count(filling, library.get(result.tool)?.card);
    filling.ms += result.ms;
  };
  const open = items.map((item, at) => {
    const carries = carriedBy(item.query);
    return rewards.filter(({ name, assigned }) => {
      const result = known[at]!.get(name);
      if (result) put(name, at, result);
      return !result && library.require(assigned.id).card.needs.every((need) => carries.has(need));
    });
  });
  const results = await scoreGroups(
    executor,
    items.map(({ query, rollout }, at) => ({
      queryKey: queryKey(withoutHints(query)),
      query: toolQueryOf(query),
      tools: open[at]!.map((reward) => reward.assigned),
      rollouts: [rollout],
      library,
    })),
  );
  for (const [at, [byTool = []]] of results.entries())
    for (const [place, result] of byTool.entries()) put(open[at]![place]!.name, at, result);
}
