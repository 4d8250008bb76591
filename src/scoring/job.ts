import { z } from 'zod';
import { asRlarError, RlarError } from '../spec/errors.ts';
import type { JsonObject } from '../spec/json.ts';
import { eachRollout } from '../spec/prepared-tool.ts';
import type { PreparedTool, Tool, ToolQuery, ToolRollout } from '../spec/tool.ts';
import type { Verdict } from '../spec/verdict.ts';

/** The work of one tool on the rollouts of one query. */
export interface Job {
  readonly tool: string;
  readonly query: ToolQuery;
  readonly options: JsonObject;
  readonly rollouts: readonly ToolRollout[];
}

/** A verdict with the milliseconds that it took. */
export interface TimedVerdict {
  readonly verdict: Verdict;
  readonly ms: number;
}

/** @returns the tool prepared for a query, or one that fails every rollout where preparing it threw */
export function prepareSafely(tool: Tool, query: ToolQuery, options: JsonObject): PreparedTool {
  try {
    const prepared = tool.prepare(query, options);
    if (typeof prepared?.score === 'function') return prepared;
    throw new RlarError(
      'RLAR_TOOL_INVALID_RESULT',
      'prepare did not return an object with score; wrap a function of one rollout in eachRollout, or use defineTool',
    );
  } catch (thrown) {
    const verdict = crashed(tool, thrown);
    return eachRollout(() => verdict);
  }
}

/** What a tool that threw gives. */
export function crashed(tool: Tool, thrown: unknown): Verdict {
  const error = thrown instanceof RlarError ? thrown : asRlarError(thrown, 'RLAR_TOOL_CRASHED');
  return {
    status: 'failed',
    error: { ...error.toBody(), message: `${tool.declaration.id}: ${error.message}` },
  };
}

const verdictShape = z.looseObject({ status: z.enum(['scored', 'unscored', 'failed']) });

/**
 * Holds what a tool returned to its card: a `scored` value must be finite and in range. Anything else becomes
 * `failed`, never a number.
 */
export function checkVerdict(tool: Tool, verdict: Verdict): Verdict {
  const { id, range } = tool.declaration;
  if (!verdictShape.safeParse(verdict).success) return invalid(`${id} returned no verdict`);
  if (verdict.status !== 'scored') return verdict;
  if (typeof verdict.value !== 'number' || !Number.isFinite(verdict.value)) {
    return invalid(`${id} returned ${String(verdict.value)}, which is no finite number`);
  }
  if (verdict.value < range[0] || verdict.value > range[1]) {
    return invalid(`${id} returned ${verdict.value}, outside its range ${range[0]} to ${range[1]}`);
  }
  return verdict;
}

function invalid(message: string): Verdict {
  return {
    status: 'failed',
    error: new RlarError('RLAR_TOOL_INVALID_RESULT', message).toBody(),
  };
}
