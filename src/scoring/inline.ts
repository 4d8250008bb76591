import { errorBody, RlarError } from '../spec/errors.ts';
import { UNHURRIED } from '../spec/prepared-tool.ts';
import type { PreparedTool, Tool, ToolRollout } from '../spec/tool.ts';
import type { Verdict } from '../spec/verdict.ts';
import { checkVerdict, crashed, type Job, prepareSafely, type TimedVerdict } from './job.ts';

/** Starts a piece of work when there is room for it. */
export type Limit = <T>(work: () => Promise<T>) => Promise<T>;

/**
 * Runs a job on the calling thread, in batches as large as the tool takes. A verdict that is not there by the tool's
 * deadline is `failed`, and the work is told to end; a synchronous tool cannot be stopped here, which is why everything
 * that is not linear declares `execution: 'thread'`.
 * @param limit holds batches back until there is room: their deadline starts when they do. A place is given back when
 * the work has really ended.
 */
export async function runInline(tool: Tool, job: Job, limit?: Limit): Promise<TimedVerdict[]> {
  const prepared = prepareSafely(tool, job.query, job.options);
  const batches = batchesOf(job.rollouts, tool.batch ?? 1);
  try {
    const pending = batches.map((batch) =>
      limit ? inTurn(limit, tool, prepared, batch) : runSync(tool, prepared, batch),
    );
    return (await Promise.all(pending)).flat();
  } finally {
    await prepared.close?.();
  }
}

function batchesOf(rollouts: readonly ToolRollout[], size: number | 'group'): (readonly ToolRollout[])[] {
  if (rollouts.length === 0) return [];
  if (size === 'group') return [rollouts];
  const batches: (readonly ToolRollout[])[] = [];
  for (let from = 0; from < rollouts.length; from += size) batches.push(rollouts.slice(from, from + size));
  return batches;
}

function runSync(
  tool: Tool,
  prepared: PreparedTool,
  batch: readonly ToolRollout[],
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

/** The verdicts of a batch by its deadline; the place of the limit is kept until the work is over. */
function inTurn(
  limit: Limit,
  tool: Tool,
  prepared: PreparedTool,
  batch: readonly ToolRollout[],
): Promise<TimedVerdict[]> {
  const { promise, resolve } = Promise.withResolvers<TimedVerdict[]>();
  const { id, deadlineMs } = tool.declaration;
  void limit(async () => {
    const abort = new AbortController();
    const start = performance.now();
    const done = (verdicts: readonly Verdict[]) =>
      resolve(timed(tool, batch, verdicts, performance.now() - start));
    const timer = setTimeout(() => {
      const error = errorBody('RLAR_TOOL_DEADLINE', `${id} took longer than ${deadlineMs} ms`);
      done(batch.map(() => ({ status: 'failed', error })));
      abort.abort(new RlarError('RLAR_TOOL_DEADLINE', error.message));
    }, deadlineMs);
    try {
      done(await prepared.score(batch, { signal: abort.signal, deadline: deadlineMs }));
    } catch (thrown) {
      done(batch.map(() => crashed(tool, thrown)));
    } finally {
      clearTimeout(timer);
    }
  });
  return promise;
}

function timed(
  tool: Tool,
  batch: readonly ToolRollout[],
  verdicts: readonly Verdict[],
  ms: number,
): TimedVerdict[] {
  if (!Array.isArray(verdicts) || verdicts.length !== batch.length) {
    const found = Array.isArray(verdicts) ? verdicts.length : 'no';
    const error = new RlarError('RLAR_TOOL_INVALID_RESULT', `${found} verdicts on ${batch.length} responses`);
    return batch.map(() => ({ verdict: crashed(tool, error), ms: ms / batch.length }));
  }
  return verdicts.map((verdict) => ({ verdict: checkVerdict(tool, verdict), ms: ms / batch.length }));
}
