import type { Library } from '../library/library.ts';
import type { AssignedTool } from '../spec/assignment.ts';
import { isShut } from '../spec/is-shut.ts';
import type { ToolResult } from '../spec/reward.ts';
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
  /**
   * Absent: all tools are asked about all rollouts · `first`: a tool is asked only about rollouts that the tools before it
   * left unscored because of the response · `composite`: a tool is asked only about rollouts that the tools before it
   * scored, and that no gate among them put at its floor.
   */
  readonly order?: 'first' | 'composite' | undefined;
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
  const results = groups.map(({ rollouts }) => rollouts.map((): ToolResult[] => []));
  const last = Math.max(1, ...groups.map(({ order, tools }) => (order ? tools.length : 1)));
  for (let round = 0; round < last; round += 1) {
    const asked = groups.flatMap((group, index) => askedIn(round, group, results[index]!));
    const answers = await executor.run(
      asked.map(({ work }) => work),
      signal,
    );
    for (const [at, { assigned, put }] of asked.entries())
      put(answers[at]!.map((answer) => toResult(assigned, answer)));
  }
  return results;
}

/** The work of one tool, and what becomes of its results, one for each of its rollouts. */
interface Asked {
  readonly assigned: AssignedTool;
  readonly work: Work;
  readonly put: (results: readonly ToolResult[]) => void;
}

/** @returns the work of a group in a round: all of its tools in the first, or the one tool whose turn it is */
function askedIn(round: number, group: ScoringGroup, into: readonly ToolResult[][]): Asked[] {
  const { order } = group;
  const tools = order ? group.tools.slice(round, round + 1) : round === 0 ? group.tools : [];
  return tools.map((assigned): Asked => {
    const isOpen = into.map((before) => isAsked(group, before));
    const rollouts = group.rollouts.filter((_, at) => isOpen[at]);
    const put = (results: readonly ToolResult[]): void => {
      let next = 0;
      for (const [at, list] of into.entries()) list.push(isOpen[at] ? results[next++]! : notAsked(assigned));
    };
    return { assigned, work: workOf({ ...group, rollouts }, assigned), put };
  });
}

function isAsked({ order, tools, library }: ScoringGroup, before: readonly ToolResult[]): boolean {
  if (order === 'first') return before.every(isLeftOver);
  if (order === undefined) return true;
  return before.every(
    ({ value }, at) => value !== null && !isShut(value, tools[at]!, library.require(tools[at]!.id).card),
  );
}

/** Whether a tool could not tell because of the response, so that the next one is asked. */
function isLeftOver({ status, cause }: ToolResult): boolean {
  return status === 'unscored' && cause === 'output';
}

function notAsked({ id, version }: AssignedTool): ToolResult {
  const reason = 'not asked: a tool before it has answered';
  return { tool: id, version, status: 'unscored', value: null, reason, cause: 'query', evidence: {}, ms: 0 };
}

function workOf({ library, query, rollouts, run, queryKey }: ScoringGroup, assigned: AssignedTool): Work {
  const { tool } = library.require(assigned.id);
  const options = assigned.options ?? {};
  return { tool, query, options, rollouts, queryKey, ...(run !== undefined && { run }) };
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
