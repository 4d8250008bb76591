import type { Library } from '../library/library.ts';
import type { AssignedTool } from '../spec/assignment.ts';
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
  const works = groups.flatMap((group) => group.tools.map((assigned) => workOf(group, assigned)));
  const answers = await executor.run(works, signal);
  let next = 0;
  return groups.map(({ tools, rollouts }) => {
    const ofGroup = answers.slice(next, (next += tools.length));
    return rollouts.map((_, at) => tools.map((assigned, place) => toResult(assigned, ofGroup[place]![at]!)));
  });
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
  };
}

/** @returns the cause of a verdict without a value: the output, the query or the system */
function causeOf(verdict: Verdict): { cause?: Cause } {
  if (verdict.status === 'scored') return {};
  if (verdict.status === 'unscored') return { cause: verdict.cause ?? 'output' };
  return { cause: verdict.cause ?? causeOfError(verdict.error) };
}
