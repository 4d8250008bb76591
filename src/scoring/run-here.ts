import { RlarError } from '../spec/errors.ts';
import { Stretches } from '../spec/give-way.ts';
import type { JsonObject } from '../spec/json.ts';
import { overTime } from '../spec/over-time.ts';
import { UNHURRIED } from '../spec/prepared-tool.ts';
import type { PreparedTool, Tool, ToolQuery, ToolRollout } from '../spec/tool.ts';
import type { Verdict } from '../spec/verdict.ts';
import { inTurnOf } from '../spec/whose-turn.ts';
import {
  checkVerdict,
  closeSafely,
  crashed,
  inapplicableReason,
  type Job,
  prepareSafely,
  type TimedVerdict,
  verdictOnQuery,
} from './job.ts';
import { whenOver } from './own-time.ts';
import type { Turns } from './turns.ts';

/** The queue in which the batches of an `async` tool wait, and the signal that ends them. */
export interface Line {
  readonly turns: Turns;
  /** The run that the work belongs to, and the step of it. */
  readonly run: string;
  readonly step?: number | undefined;
  /** Aborts all batches. */
  readonly signal: AbortSignal;
}

type Batch = readonly ToolRollout[];

/**
 * Runs a job of an inline tool at once, one rollout a call. Other work runs between some of them. A running call cannot be stopped here, so a tool that takes
 * more than linear time declares `execution: 'thread'`.
 */
export async function runInline(tool: Tool, job: Job): Promise<TimedVerdict[]> {
  const prepared = prepareSafely(tool, job.query, job.options);
  const stretches = new Stretches();
  try {
    const pending: (TimedVerdict[] | Promise<TimedVerdict[]>)[] = [];
    for (const batch of batchesOf(tool, job.rollouts)) {
      pending.push(scoreInline(tool, prepared, batch));
      await stretches.giveWay();
    }
    return (await Promise.all(pending)).flat();
  } finally {
    await closeSafely(prepared);
  }
}

/**
 * Runs a job of an async tool, in batches as large as the tool takes. Each waits for its turn. When the time of a batch is
 * over, its work is told to end and its rollouts get the verdict that the card declares. Its place comes free when the work
 * has really ended.
 */
export async function runInTurn(tool: Tool, job: Job, line: Line): Promise<TimedVerdict[]> {
  // What a tool chooses for a run while it is prepared belongs to that run, too.
  const prepared = inTurnOf(line.run, () => prepareSafely(tool, job.query, job.options), line.step);
  const started = batchesOf(tool, job.rollouts).map((batch) => startInTurn(tool, prepared, batch, line));
  void Promise.all(started.map(({ ended }) => ended)).then(() => closeSafely(prepared));
  return (await Promise.all(started.map(({ verdicts }) => verdicts))).flat();
}

/**
 * Prepares a tool, and has it say whether it can serve the query. Where it learns that later than a batch may take, nothing is
 * known.
 * @returns the reason why no response can be judged; null where there is none or it is not known
 */
export async function inapplicableHere(
  tool: Tool,
  query: ToolQuery,
  options: JsonObject,
): Promise<string | null> {
  const prepared = prepareSafely(tool, query, options);
  const { promise: late, resolve } = Promise.withResolvers<null>();
  const stop = whenOver(tool.declaration.deadlineMs, () => resolve(null));
  try {
    return await Promise.race([verdictOnQuery(tool, prepared).then(inapplicableReason), late]);
  } finally {
    stop();
    await closeSafely(prepared);
  }
}

/** @returns the rollouts in batches as large as the tool takes */
export function batchesOf({ batch: size = 1 }: Tool, rollouts: Batch): Batch[] {
  if (rollouts.length === 0) return [];
  if (size === 'group') return [rollouts];
  const batches: Batch[] = [];
  for (let from = 0; from < rollouts.length; from += size) batches.push(rollouts.slice(from, from + size));
  return batches;
}

function scoreInline(
  tool: Tool,
  prepared: PreparedTool,
  batch: Batch,
): TimedVerdict[] | Promise<TimedVerdict[]> {
  const start = performance.now();
  const done = (verdicts: readonly Verdict[]) => timed(tool, batch, verdicts, performance.now() - start);
  const broken = (thrown: unknown) => done(batch.map(() => crashed(tool, thrown)));
  try {
    const verdicts = prepared.score(batch, { ...UNHURRIED, deadline: tool.declaration.deadlineMs });
    return 'then' in verdicts ? verdicts.then(done).catch(broken) : done(verdicts);
  } catch (thrown) {
    return broken(thrown);
  }
}

/** @returns the verdicts, at the latest when the time is over, and a promise for the end of the work, which may come later */
function startInTurn(
  tool: Tool,
  prepared: PreparedTool,
  batch: Batch,
  { turns, run, step, signal }: Line,
): { readonly verdicts: Promise<TimedVerdict[]>; readonly ended: Promise<void> } {
  const { promise, resolve } = Promise.withResolvers<TimedVerdict[]>();
  const { deadlineMs } = tool.declaration;
  const all = (verdict: Verdict): Verdict[] => batch.map(() => verdict);
  const work = async (): Promise<void> => {
    const abort = new AbortController();
    const start = performance.now();
    const done = (verdicts: readonly Verdict[]): void =>
      resolve(timed(tool, batch, verdicts, performance.now() - start));
    const stop = whenOver(deadlineMs, (why) => {
      done(all(overTime(tool.declaration, why, deadlineMs)));
      abort.abort(new RlarError('RLAR_TOOL_DEADLINE', `the time of ${tool.declaration.id} is over`));
    });
    try {
      signal.throwIfAborted();
      const either = AbortSignal.any([signal, abort.signal]);
      done(await prepared.score(batch, { signal: either, deadline: deadlineMs }));
    } catch (thrown) {
      done(all(crashed(tool, thrown)));
    } finally {
      stop();
    }
  };
  const ended = turns
    .run(run, () => inTurnOf(run, work, step), signal)
    .catch((refused: unknown) => resolve(timed(tool, batch, all(crashed(tool, refused)), 0)));
  return { verdicts: promise, ended };
}

function timed(tool: Tool, batch: Batch, verdicts: readonly Verdict[], ms: number): TimedVerdict[] {
  const each = ms / batch.length;
  if (Array.isArray(verdicts) && verdicts.length === batch.length)
    return verdicts.map((verdict) => ({ verdict: checkVerdict(tool, verdict), ms: each }));
  const found = Array.isArray(verdicts) ? verdicts.length : 'no';
  const error = new RlarError('RLAR_TOOL_INVALID_RESULT', `${found} verdicts on ${batch.length} responses`);
  return batch.map(() => ({ verdict: crashed(tool, error), ms: each }));
}
