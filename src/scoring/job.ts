import { asRlarError, RlarError } from '../spec/errors.ts';
import type { JsonObject } from '../spec/json.ts';
import { eachRollout } from '../spec/prepared-tool.ts';
import type { PreparedTool, Tool, ToolQuery, ToolRollout } from '../spec/tool.ts';
import { CAUSES, failed, unscored, type Verdict } from '../spec/verdict.ts';

/** The work of one tool on the rollouts of one query, as plain data that can be sent to a thread. */
export interface Job {
  readonly tool: string;
  readonly query: ToolQuery;
  readonly options: JsonObject;
  readonly rollouts: readonly ToolRollout[];
  /** The tool is only prepared. Each rollout gets what the prepared tool says of the query: see `verdictOnQuery`. */
  readonly onlyPrepare?: boolean;
}

/** A verdict with the milliseconds that it took. */
export interface TimedVerdict {
  readonly verdict: Verdict;
  readonly ms: number;
}

/** A prepared tool, or the verdict on every rollout where preparing it failed. */
export interface SafelyPrepared extends PreparedTool {
  readonly broken?: Verdict;
}

/** @returns the tool prepared for a query. Where `prepare` throws, the result fails every rollout */
export function prepareSafely(tool: Tool, query: ToolQuery, options: JsonObject): SafelyPrepared {
  try {
    const prepared = tool.prepare(query, options);
    if (typeof prepared?.score === 'function') return prepared;
    throw new RlarError(
      'RLAR_TOOL_INVALID_RESULT',
      'prepare did not return an object with score; wrap a function of one rollout in eachRollout, or use defineTool',
    );
  } catch (thrown) {
    const broken = crashed(tool, thrown);
    return { ...eachRollout(() => broken), broken };
  }
}

/** @returns what a prepared tool says of its query, before any response. It is `unscored` because of the output where it may judge */
export async function verdictOnQuery(tool: Tool, { inapplicable, broken }: SafelyPrepared): Promise<Verdict> {
  if (broken) return broken;
  try {
    const reason = await inapplicable;
    return unscored(reason ?? '', undefined, reason === undefined ? 'output' : 'query');
  } catch (thrown) {
    return crashed(tool, thrown);
  }
}

/**
 * Reads `verdictOnQuery`.
 * @returns the reason why no response can be judged; null where the query shows none, or where another try may go better
 */
export function inapplicableReason(verdict: Verdict): string | null {
  if (verdict.status === 'failed') return verdict.error.retryable ? null : verdict.error.message;
  return verdict.status === 'unscored' && verdict.cause === 'query' ? verdict.reason : null;
}

/** Closes a prepared tool. An error of closing changes no verdict. */
export async function closeSafely(prepared: PreparedTool): Promise<void> {
  try {
    await prepared.close?.();
  } catch {
    // The verdicts are already made, so an error of closing is ignored.
  }
}

/** The verdict for an error that a tool threw. */
export function crashed(tool: Tool, thrown: unknown): Verdict {
  const error = thrown instanceof RlarError ? thrown : asRlarError(thrown, 'RLAR_TOOL_CRASHED');
  return {
    status: 'failed',
    error: { ...error.toBody(), message: `${tool.declaration.id}: ${error.message}` },
  };
}

/** @returns the same failure for each of so many rollouts, of work that never reached its tool */
export function crashedRollouts(rollouts: number, thrown: unknown): TimedVerdict[] {
  const { code, message } = asRlarError(thrown, 'RLAR_TOOL_CRASHED');
  return Array.from({ length: rollouts }, () => ({ verdict: failed(code, message), ms: 0 }));
}

const MOST_FLAGS = 16;
/** Most steps of a trajectory that a tool may score. */
const MOST_STEPS = 100_000;
const FLAG = /^[\w.:-]{1,64}$/;
const STATUSES: readonly unknown[] = ['scored', 'unscored', 'failed'];

/**
 * Checks a returned verdict against the card of its tool: a `scored` value must be finite and in range. Anything else
 * becomes `failed`, never a number. Checked by hand: this runs for every rollout of every tool.
 */
export function checkVerdict(tool: Tool, verdict: Verdict): Verdict {
  const { id, range } = tool.declaration;
  const wrong = shapeProblem(verdict);
  if (wrong !== null) return invalid(`${id} returned ${wrong}`);
  if (verdict.status !== 'scored') return verdict;
  if (typeof verdict.value !== 'number' || !Number.isFinite(verdict.value)) {
    return invalid(`${id} returned ${String(verdict.value)}, which is no finite number`);
  }
  if (verdict.value < range[0] || verdict.value > range[1]) {
    return invalid(`${id} returned ${verdict.value}, outside its range ${range[0]} to ${range[1]}`);
  }
  if (!goodSteps(verdict.steps)) return invalid(`${id} returned steps that are no list of finite numbers`);
  return verdict;
}

/** @param verdict the raw return value of a user's code, of any type */
function shapeProblem(verdict: unknown): string | null {
  if (typeof verdict !== 'object' || verdict === null) return 'no verdict';
  const { status, cause, flags } = verdict as Record<string, unknown>;
  if (!STATUSES.includes(status)) return 'no verdict';
  if (cause !== undefined && !(CAUSES as readonly unknown[]).includes(cause))
    return 'a verdict with a wrong cause';
  if (flags === undefined) return null;
  const good =
    Array.isArray(flags) &&
    flags.length <= MOST_FLAGS &&
    flags.every((flag) => typeof flag === 'string' && FLAG.test(flag));
  return good ? null : 'a verdict with wrong flags';
}

/** @param steps the raw value that a user's code returned, of any type */
function goodSteps(steps: unknown): boolean {
  if (steps === undefined) return true;
  return Array.isArray(steps) && steps.length <= MOST_STEPS && steps.every((step) => Number.isFinite(step));
}

function invalid(message: string): Verdict {
  return {
    status: 'failed',
    error: new RlarError('RLAR_TOOL_INVALID_RESULT', message).toBody(),
  };
}
