import { z } from 'zod';
import { closeSandboxes } from '../../sandbox/program/close-sandboxes.ts';
import { MOST_TIMES } from '../../sandbox/program/standstill.ts';
import { isSandboxCode, type SandboxError } from '../../sandbox/program/types.ts';
import type { JsonObject } from '../../spec/json.ts';
import { eachRollout, inapplicable } from '../../spec/prepared-tool.ts';
import { constraint } from '../../spec/query.ts';
import { failed, unscored, type Verdict } from '../../spec/verdict.ts';
import { defineBuiltIn } from '../define-built-in.ts';
import { toolNames } from '../tool-calls/parse-calls.ts';
import { stepsOf } from '../trajectory-rules/steps-of.ts';
import { definesFunction, type Environment, environment } from './environment.ts';
import { type MadeCall, madeCalls } from './made-calls.ts';
import { runSession, SESSION_MS, type SessionReply, type SessionResult } from './run-session.ts';

const SORT = 'trajectory:final_state';
const settings = z.strictObject({
  /** The constraint to check, in place of the query's own. */
  constraints: z.array(constraint).optional(),
  /** `all`: 1 where the end is as wanted, else 0 · `progress`: how near to it the trajectory came. */
  reward: z.enum(['all', 'progress']).default('all'),
});

/**
 * Judges what a trajectory did by what is left of it. Its calls are made again, in an environment of their own: a database, files and
 * functions that the query carries. What the policy says that it did, and results that it wrote itself, count for nothing.
 */
export const finalState = defineBuiltIn({
  declaration: {
    id: 'final-state',
    version: '1.0.0',
    title: 'Final state of an environment',
    description:
      'Right when the calls of a trajectory, made again in the environment that the query carries, leave its database and files as the ' +
      'solution leaves them, and as its checks want them. Says what is missing and what is there too much, and how near each step came. ' +
      'Does not judge the way (trajectory-rules does) or what was said.',
    type: 'verifier',
    slot: 'correctness',
    needs: ['constraints'],
    kinds: ['instruction-following.constraints'],
    constraints: [SORT],
    optionsForRun: { partialCredit: { reward: 'progress' } },
    execution: 'async',
    deadlineMs: 2 * SESSION_MS * MOST_TIMES,
    overTime: 'failed',
    concurrency: 4,
    contentGuard: false,
  },
  options: settings,
  programs: true,
  close: closeSandboxes,
  prepare(query, options) {
    const asked = (options.constraints ?? query.constraints).filter(({ id }) => id === SORT);
    if (asked.length !== 1) return inapplicable('The query carries no environment, or several.');
    const read = environment.safeParse(withoutNulls(asked[0]!.kwargs));
    if (!read.success)
      return inapplicable(`The environment cannot be read: ${z.prettifyError(read.error).slice(0, 300)}`);
    const isNamed = toolNames(query);
    const isDefined = definesFunction(read.data);
    let tried: ReturnType<typeof runSession> | null = null;
    return eachRollout(async (rollout, { signal }): Promise<Verdict> => {
      const steps = stepsOf(rollout);
      const calls = madeCalls(steps, (name) => isDefined(name) || isNamed(name));
      const most = read.data.calls;
      if (most !== undefined && (calls?.length ?? most + 1) > most)
        return ended(`more than ${most} calls`, calls?.length ?? null, steps.length);
      if (!calls) return unscored('The trajectory has more calls than are made again.');
      // Once a query, with no rollout's signal: a session ends by itself. What the machine could not do is tried anew.
      const trial = await (tried ??= runSession(read.data, null));
      if ('error' in trial) {
        tried = null;
        return isSandboxCode(trial.error.code) ? broken(trial.error) : unrunnable(trial.error.message);
      }
      if ('broken' in trial) return unrunnable(trial.broken);
      return judge(
        read.data,
        calls,
        steps.length,
        options.reward,
        await runSession(read.data, calls, signal),
      );
    });
  },
});

function judge(
  { results: wanted }: Environment,
  calls: readonly MadeCall[],
  stepCount: number,
  reward: 'all' | 'progress',
  reply: SessionReply | { readonly error: SandboxError },
): Verdict {
  if ('error' in reply) {
    const { error } = reply;
    return isSandboxCode(error.code)
      ? broken(error)
      : ended(error.message.slice(0, 200), calls.length, stepCount);
  }
  if ('broken' in reply) return unrunnable(reply.broken);
  if (!('results' in reply))
    return ended('over' in reply ? reply.over : 'no outcome', calls.length, stepCount);
  const { results, progress, checks, missing, unwanted, same } = reply;
  const differs = results.findIndex((made, at) => !isSame(made, calls[at]?.recorded ?? null));
  const faked = differs >= 0 && wanted === 'same';
  const right = same && checks.every(Boolean) && !faked;
  const evidence: JsonObject = {
    calls: calls.length,
    errors: results
      .flatMap((made, at) =>
        'error' in made ? [{ step: calls[at]?.step ?? 0, error: made.error.slice(0, 200) }] : [],
      )
      .slice(0, 5),
    ...(checks.length > 0 && { checks }),
    ...(missing.length > 0 && { missing }),
    ...(unwanted.length > 0 && { unwanted }),
    ...(differs >= 0 && { otherResult: calls[differs]?.step ?? 0 }),
  };
  const near = right ? 1 : Math.min(progress.at(-1) ?? 0, 0.99);
  const value = reward === 'progress' && !faked ? near : Number(right);
  const verdict: Verdict = {
    status: 'scored',
    value,
    evidence,
    steps: perStep(calls, progress, stepCount, faked),
  };
  return differs < 0 ? verdict : { ...verdict, flags: ['result-differs'] };
}

/** A trajectory that came to no final state earns nothing, at any step. */
function ended(outcome: string, calls: number | null, stepCount: number): Verdict {
  const steps = new Array<number>(stepCount).fill(0);
  return { status: 'scored', value: 0, evidence: { calls, outcome }, steps };
}

/** @returns how near the state was after each step */
function perStep(
  calls: readonly MadeCall[],
  progress: readonly number[],
  count: number,
  faked: boolean,
): number[] {
  const values: number[] = [];
  let made = 0;
  for (let step = 0; step < count; step++) {
    while (made < calls.length && calls[made]!.step <= step) made += 1;
    values.push(faked ? 0 : (progress[made] ?? 0));
  }
  return values;
}

/** Whether a recorded result is what the replay gives: as a value, or as a text. Results that nobody recorded differ from nothing. */
function isSame(made: SessionResult, recorded: string | null): boolean {
  if (recorded === null || 'error' in made) return true;
  const text = typeof made.value === 'string' ? made.value : JSON.stringify(made.value);
  return squeezed(recorded) === squeezed(text);
}

/** @returns a result without what languages write differently: spaces, quotes, `30.0` for 30, `True` for true, `None` for null */
function squeezed(text: string): string {
  return text
    .replaceAll(/[\s"']+/g, '')
    .replaceAll(/(\d)\.0+(?!\d)/g, '$1')
    .toLowerCase()
    .replaceAll('none', 'null');
}

function withoutNulls(kwargs: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(kwargs).filter(([, value]) => value !== null));
}

function broken({ code, message }: SandboxError): Verdict {
  return failed(isSandboxCode(code) ? code : 'RLAR_SANDBOX_FAILED', message);
}

function unrunnable(why: string): Verdict {
  return unscored(`The environment cannot be run: ${why}`, undefined, 'query');
}
