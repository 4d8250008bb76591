import type { Library } from '../library/library.ts';
import { type AssignedTool, type Assignment, isMonitor } from '../spec/assignment.ts';
import { isShut } from '../spec/is-shut.ts';
import { NOT_ASKED, type ToolResult } from '../spec/reward.ts';
import type { ToolQuery, ToolRollout } from '../spec/tool.ts';
import { type Cause, causeOfError, type Verdict } from '../spec/verdict.ts';
import type { Executor } from './executor.ts';
import type { Answer, Work } from './work.ts';

/** One query with its rollouts and the tools that judge them. */
export interface ScoringGroup {
  readonly queryKey: string;
  readonly query: ToolQuery;
  readonly tools: readonly AssignedTool[];
  readonly rollouts: readonly ToolRollout[];
  /** The library that the tools are taken from. */
  readonly library: Library;
  /** The training run that the group belongs to; runs take turns. */
  readonly run?: string;
  /** The step of the run that the group belongs to. */
  readonly step?: number | undefined;
  /** How the results become a reward, which decides who need not be asked: see `needsNo`. */
  readonly combine?: Assignment['combine'];
}

/**
 * Runs the tools of assignments on their rollouts.
 * @param signal aborted when the caller no longer wants the results
 * @returns by group and rollout, one result per tool of the assignment, in its order
 * @throws RLAR_TOOL_UNAVAILABLE where the group's library lacks the tool, or the signal's reason
 */
export async function scoreGroups(
  executor: Executor,
  groups: readonly ScoringGroup[],
  signal?: AbortSignal,
): Promise<ToolResult[][][]> {
  const results = groups.map(({ rollouts, tools }) =>
    rollouts.map(() => tools.map((): ToolResult | null => null)),
  );
  const last = Math.max(1, ...groups.map(roundsOf));
  for (let round = 0; round < last; round += 1) {
    const asked = groups.flatMap((group, index) => askedIn(round, group, results[index]!));
    const answers = await executor.run(
      asked.map(({ work }) => work),
      signal,
    );
    for (const [at, { assigned, put }] of asked.entries())
      put(answers[at]!.map((answer) => toResult(assigned, answer)));
  }
  return results.map((group) => group.map((list) => list.map((result) => result!)));
}

/** The work of one tool, and what becomes of its results, one for each of its rollouts. */
interface Asked {
  readonly assigned: AssignedTool;
  readonly work: Work;
  readonly put: (results: readonly ToolResult[]) => void;
}

/** Whether each tool is asked behind those before it. */
function isInOrder(combine: Assignment['combine']): boolean {
  return combine === 'first' || combine === 'composite';
}

function roundsOf({ combine, tools }: ScoringGroup): number {
  return isInOrder(combine) ? tools.length : 2;
}

/**
 * The round in which a tool is asked. With `first` and `composite` each has its own; else a judge, which costs most, comes behind the others.
 * A monitor has no part in the reward, and waits for nobody.
 */
function roundOf(at: number, { combine, tools, library }: ScoringGroup): number {
  if (isMonitor(tools[at]!)) return 0;
  if (isInOrder(combine)) return tools.slice(0, at).filter((tool) => !isMonitor(tool)).length;
  const mayDecide = combine === 'all' || tools.some(({ gate }) => gate);
  return mayDecide && library.get(tools[at]!.id)?.card.type === 'judge' ? 1 : 0;
}

/** @returns the work of a group in a round */
function askedIn(round: number, group: ScoringGroup, into: readonly (ToolResult | null)[][]): Asked[] {
  return group.tools.flatMap((assigned, at): Asked[] => {
    if (roundOf(at, group) !== round) return [];
    const why = into.map((before) => (isMonitor(assigned) ? null : needsNo(group, before)));
    const rollouts = group.rollouts.filter((_, index) => why[index] === null);
    const put = (results: readonly ToolResult[]): void => {
      let next = 0;
      for (const [index, list] of into.entries())
        list[at] = why[index] === null ? results[next++]! : notAsked(assigned, why[index]!);
    };
    return [{ assigned, work: workOf({ ...group, rollouts }, assigned), put }];
  });
}

/**
 * @param before the results so far, by tool
 * @returns why a rollout need not be asked about any more, whatever the tools left would say; null where they may change its
 * reward. It looks at this rollout alone
 */
function needsNo(
  { combine, tools, library }: ScoringGroup,
  before: readonly (ToolResult | null)[],
): { readonly reason: string; readonly cause: Cause } | null {
  const known = before.flatMap((result, at) => {
    const tool = tools[at]!;
    return result && !isMonitor(tool) ? [{ result, tool }] : [];
  });
  if (combine === 'first')
    return known.every(({ result }) => isLeftOver(result))
      ? null
      : { reason: 'a tool before it has answered', cause: 'query' };
  if (combine === 'composite')
    return known.every(
      ({ result: { value }, tool }) => value !== null && !isShut(value, tool, library.require(tool.id).card),
    )
      ? null
      : { reason: 'a tool before it has decided', cause: 'query' };
  if (known.some(({ result, tool }) => result.status === 'failed' && !tool.optional))
    return { reason: 'a tool before it failed', cause: 'system' };
  const floored = known.some(({ result, tool }) => {
    const bottom = library.get(tool.id)?.card.range[0] ?? 0;
    return (combine === 'all' || tool.gate) && result.value !== null && result.value <= bottom;
  });
  return floored ? { reason: 'a tool before it scored the floor', cause: 'output' } : null;
}

/** Whether a tool could not tell because of the response, so that the next one is asked. */
function isLeftOver({ status, cause }: ToolResult): boolean {
  return status === 'unscored' && cause === 'output';
}

function notAsked(
  { id, version }: AssignedTool,
  { reason, cause }: { readonly reason: string; readonly cause: Cause },
): ToolResult {
  const told = `${NOT_ASKED}${reason}`;
  return { tool: id, version, status: 'unscored', value: null, reason: told, cause, evidence: {}, ms: 0 };
}

function workOf(
  { library, query, rollouts, run, step, queryKey }: ScoringGroup,
  assigned: AssignedTool,
): Work {
  const { tool } = library.require(assigned.id);
  const options = assigned.options ?? {};
  const { snapshot } = library;
  return { tool, query, options, rollouts, queryKey, snapshot, ...(run !== undefined && { run }), step };
}

function toResult(assigned: AssignedTool, { verdict, ms, cached }: Answer): ToolResult {
  return {
    tool: assigned.id,
    version: assigned.version,
    status: verdict.status,
    value: verdict.status === 'scored' ? verdict.value : null,
    ...(verdict.status === 'unscored' && { reason: verdict.reason }),
    ...(verdict.status === 'failed' && { error: verdict.error }),
    ...causeOf(verdict),
    evidence: verdict.evidence ?? {},
    ...(verdict.status === 'scored' && verdict.steps && { steps: [...verdict.steps] }),
    ...(verdict.flags && { flags: [...verdict.flags] }),
    ms: cached ? 0 : Math.round(ms * 1000) / 1000,
    ...(cached && { cached }),
    ...(verdict.usage && !cached && { usage: verdict.usage }),
  };
}

/** @returns the cause of a verdict without a value: the output, the query or the system */
function causeOf(verdict: Verdict): { cause?: Cause } {
  if (verdict.status === 'scored') return {};
  if (verdict.status === 'unscored') return { cause: verdict.cause ?? 'output' };
  return { cause: verdict.cause ?? causeOfError(verdict.error) };
}
