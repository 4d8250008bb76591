import { z } from 'zod';
import { asRlarError, RlarError } from '../spec/errors.ts';
import type { JsonObject } from '../spec/json.ts';
import { eachRollout } from '../spec/prepared-tool.ts';
import type { PreparedTool, Tool, ToolQuery, ToolRollout } from '../spec/tool.ts';
import { CAUSES, type Verdict } from '../spec/verdict.ts';

/** The work of one tool on the rollouts of one query, as it can cross into a thread. */
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

/** Gives back what a prepared tool took; what goes wrong there changes no verdict. */
export async function closeSafely(prepared: PreparedTool): Promise<void> {
  try {
    await prepared.close?.();
  } catch {
    // The verdicts are there, and nobody else can give back what it took.
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

const MOST_FLAGS = 16;
const verdictShape = z.looseObject({
  status: z.enum(['scored', 'unscored', 'failed']),
  cause: z.enum(CAUSES).optional(),
  flags: z
    .array(z.string().regex(/^[\w.:-]{1,64}$/))
    .max(MOST_FLAGS)
    .optional(),
});

/**
 * Holds what a tool returned to its card: a `scored` value must be finite and in range. Anything else becomes
 * `failed`, never a number.
 */
export function checkVerdict(tool: Tool, verdict: Verdict): Verdict {
  const { id, range } = tool.declaration;
  const read = verdictShape.safeParse(verdict);
  if (!read.success) {
    const place = read.error.issues[0]?.path.join('.');
    return invalid(place ? `${id} returned a verdict with a wrong ${place}` : `${id} returned no verdict`);
  }
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
