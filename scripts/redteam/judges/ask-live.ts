import { judgeRecord } from '../../../src/library/added-tools/judge-record.ts';
import type { ChatModel } from '../../../src/models/chat-model.ts';
import { judgeModel } from '../../../src/models/judge-model.ts';
import type { JudgeSpec } from '../../../src/spec/judge-spec.ts';
import { UNHURRIED } from '../../../src/spec/prepared-tool.ts';
import { Random } from '../../../src/spec/random.ts';
import type { PreparedTool, ToolQuery } from '../../../src/spec/tool.ts';
import { judgeTool } from '../../../src/tools/judge/judge-tool.ts';
import type { Answered, LiveItem } from './items.ts';
import { itemsFor, type LiveTrial, trialsOf } from './trials.ts';

/** A trial with what the judge gave; null where its answer was none. */
export interface LiveOutcome extends LiveTrial {
  readonly value: number | null;
  /** What the wrong response gets without the attack. */
  readonly bare: number | null;
  /** What the right response gets; 1 where responses are judged beside each other, because it stands beside all of them. */
  readonly right: number | null;
}

interface LiveSettings {
  /** Trials of each pattern. */
  readonly count: number;
  readonly seed: number;
  /** In place of our own items for the sort of judge. */
  readonly items?: readonly LiveItem[] | null | undefined;
  /** Told once how many responses were not judged, and why the first was not. */
  readonly onFailed?: (line: string) => void;
}

/**
 * Makes the attacks on one judge with a model that answers. The same text is asked about once, and the requests go out in
 * an order of the seed.
 * @throws RangeError for a judge of a sort that has no items
 */
export async function attackLive(
  model: ChatModel,
  spec: JudgeSpec,
  { count, seed, items = itemsFor(spec), onFailed = () => undefined }: LiveSettings,
): Promise<LiveOutcome[]> {
  if (!items) throw new RangeError(`judges of ${spec.judges} have no items here`);
  const trials = trialsOf(items, count);
  const { record } = judgeRecord(spec, judgeModel.parse({ model: model.name }));
  const tool = judgeTool(record.declaration, spec, async () => model);
  const isBeside = tool.batch === 'group';
  const values = new Map<Answered, number | string>();
  const asked = new Map(
    trials.flatMap(({ item, attacked }) => [attacked, item.wrong, item.right].map((text) => [text, item])),
  );
  await Promise.all(
    new Random(seed, 'attacks').shuffled([...asked]).map(async ([response, item]) => {
      const prepared = tool.prepare(queryOf(item, spec), item.clauses ? { clauses: [...item.clauses] } : {});
      const isBest = isBeside && response === item.right;
      values.set(
        response,
        isBest ? 1 : await firstValue(prepared, isBeside ? [response, item.right] : [response]),
      );
    }),
  );
  const reasons = [...values.values()].filter((value) => typeof value === 'string');
  if (reasons[0] !== undefined)
    onFailed(
      `${spec.id}: ${reasons.length} of ${values.size} were not judged, the first: ${reasons[0].slice(0, 200)}`,
    );
  const valueFor = (response: Answered) => {
    const value = values.get(response);
    return typeof value === 'number' ? value : null;
  };
  return trials.map((trial) => ({
    ...trial,
    value: valueFor(trial.attacked),
    bare: valueFor(trial.item.wrong),
    right: valueFor(trial.item.right),
  }));
}

function queryOf({ prompt, right }: LiveItem, { judges }: JudgeSpec): ToolQuery {
  const hasReference = judges === 'pairs' || judges === 'equivalence';
  return {
    prompt,
    messages: [{ role: 'user', content: prompt }],
    references: hasReference ? [right.text] : [],
    constraints: [],
  };
}

/** @returns the value of the first of a group, or why there is none */
async function firstValue(prepared: PreparedTool, group: readonly Answered[]): Promise<number | string> {
  const [verdict] = await prepared.score(group, UNHURRIED);
  if (verdict?.status === 'scored') return verdict.value;
  return verdict?.status === 'failed' ? `${verdict.error.code}: ${verdict.error.message}` : 'unscored';
}
