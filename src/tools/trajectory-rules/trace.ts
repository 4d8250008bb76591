import type { JsonObject } from '../../spec/json.ts';
import type { Step } from '../../spec/rollout.ts';
import type { IsTool } from '../tool-calls/json-calls.ts';
import { parseCalls } from '../tool-calls/parse-calls.ts';

/** One thing that happened in a trajectory, in order. `step` counts from 0. */
export type TraceEvent =
  | { readonly step: number; readonly what: 'call'; readonly name: string; readonly arguments: JsonObject }
  /** What came back from a tool: the environment's word, which the policy cannot write. */
  | { readonly step: number; readonly what: 'result'; readonly text: string }
  /** What the policy said. */
  | { readonly step: number; readonly what: 'said'; readonly text: string }
  /** What somebody else said: a user, a system. */
  | { readonly step: number; readonly what: 'heard'; readonly text: string };

/** Events of one trajectory; a longer one is cut. */
const MOST_EVENTS = 2_000;
const LONGEST = 100_000;

/**
 * @returns what happened, in order. A step's calls come before what it says. Calls that stand in the text of a step, in any dialect that
 * models write, are calls too: a harness that reads them runs them
 */
export function traceOf(steps: readonly Step[], isTool: IsTool): TraceEvent[] {
  const events = steps.flatMap((step, index): TraceEvent[] => eventsOf(step, index, isTool));
  return events.slice(0, MOST_EVENTS);
}

function eventsOf(given: Step, step: number, isTool: IsTool): TraceEvent[] {
  const { role, observation } = given;
  const text = given.content.slice(0, LONGEST);
  const seen: TraceEvent[] =
    observation === undefined ? [] : [{ step, what: 'result', text: textOf(observation).slice(0, LONGEST) }];
  if (role === 'tool' || role === 'function' || role === 'environment')
    return [{ step, what: 'result', text }, ...seen];
  if (role !== 'assistant') return [{ step, what: 'heard', text }, ...seen];
  const { calls } = parseCalls({ text, steps: [given] }, isTool);
  const made = calls.map(
    ({ name, arguments: args }): TraceEvent => ({ step, what: 'call', name, arguments: args }),
  );
  return [...made, ...(text.trim() === '' ? [] : [{ step, what: 'said' as const, text }]), ...seen];
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
