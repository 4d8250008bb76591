import type { ToolDeclaration } from './tool-card.ts';
import { failed, unscored, type Verdict } from './verdict.ts';

/** The reason why work ran out of time: it used its own time, or the machine had no free processor. */
export type TimeOver = 'time' | 'starved';

/** Flag of a rollout on which a tool used up its own time. */
export const OVER_TIME = 'over_time';

/**
 * @returns the verdict on a rollout whose time is over. Its own time: what the card says, by default the bottom of the
 * range for a program, since the rollout alone decides how long a program takes; `failed` for what waits on something
 * else (an endpoint, a user's own process). Only delay of the machine: `failed`, to be tried again.
 */
export function overTime(declaration: ToolDeclaration, why: TimeOver, limitMs: number): Verdict {
  const { id, range } = declaration;
  if (why === 'starved')
    return failed('RLAR_TOOL_STARVED', `${id} waited for a processor for most of its time`);
  const message = `${id} took longer than ${limitMs} ms and was stopped`;
  switch (declaration.overTime ?? defaultOverTime(declaration)) {
    case 'floor':
      return {
        status: 'scored',
        value: range[0],
        evidence: { outcome: 'time', message },
        flags: [OVER_TIME],
      };
    case 'unscored':
      return { ...unscored(message), flags: [OVER_TIME] };
    case 'failed':
      return failed('RLAR_TOOL_DEADLINE', message);
  }
}

/**
 * @param limitMs of one call of an added tool
 * @returns the verdict on a rollout whose own call is over its time: the default for such a tool. The card's `overTime` is
 * about the whole time of a rollout in the tool, in which it also waits for the calls of others
 */
export function callOverTime(
  { overTime: _, ...declaration }: ToolDeclaration,
  why: TimeOver,
  limitMs: number,
): Verdict {
  return overTime(declaration, why, limitMs);
}

function defaultOverTime({ type, provenance }: ToolDeclaration): 'floor' | 'failed' {
  const program = type === 'verifier' || type === 'metric';
  return program && provenance.trust !== 'own' ? 'floor' : 'failed';
}
