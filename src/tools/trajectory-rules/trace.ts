import type { JsonObject } from '../../spec/json.ts';
import type { Step } from '../../spec/rollout.ts';
import type { IsTool } from '../tool-calls/json-calls.ts';
import { OpenCalls } from '../tool-calls/open-calls.ts';
import { parseCalls } from '../tool-calls/parse-calls.ts';

/** A call of a trajectory. */
export interface TracedCall {
  readonly step: number;
  readonly name: string;
  readonly arguments: JsonObject;
  readonly id?: string | undefined;
}

/** One thing that happened in a trajectory, in order. `step` counts from 0. */
export type TraceEvent =
  | ({ readonly what: 'call' } & TracedCall)
  /** What came back from a tool: the environment's word, which the policy cannot write. `of` is the call that it answers. */
  | { readonly step: number; readonly what: 'result'; readonly text: string; readonly of: TracedCall | null }
  /** What the policy said. */
  | { readonly step: number; readonly what: 'said'; readonly text: string }
  /** What somebody else said: a user, a system. */
  | { readonly step: number; readonly what: 'heard'; readonly text: string };

/** Events of a trajectory, calls of a step and letters of a text that are looked at. */
const MOST_EVENTS = 2_000;
const MOST_CALLS = 100;
const LONGEST = 100_000;

/** @returns a text as words are looked for in it: whatever its case and the width of its letters */
export function plainText(text: string): string {
  return text.normalize('NFKC').toLowerCase();
}

/**
 * @returns what happened, in order, texts as `plainText` makes them; null where it is more than can be looked at: what stands behind the
 * end might break a rule. A step's calls come before what it says. Calls that stand in the text of a step, in any dialect that models
 * write, are calls too: a harness that reads them runs them
 */
export function traceOf(steps: readonly Step[], isTool: IsTool): TraceEvent[] | null {
  const events: TraceEvent[] = [];
  const open = new OpenCalls<TracedCall>();
  for (const [index, step] of steps.entries()) {
    const made = eventsOf(step, index, isTool, open);
    if (made === null || events.length + made.length > MOST_EVENTS) return null;
    events.push(...made);
  }
  return events;
}

function eventsOf(
  given: Step,
  step: number,
  isTool: IsTool,
  open: OpenCalls<TracedCall>,
): TraceEvent[] | null {
  const { role, content, observation } = given;
  const seen = observation === undefined ? null : textOf(observation);
  if (content.length > LONGEST || (seen?.length ?? 0) > LONGEST) return null;
  const text = plainText(content);
  const result = (of: string): TraceEvent => ({
    step,
    what: 'result',
    text: of,
    of: open.answered(given.tool_call_id),
  });
  const came = (): TraceEvent[] => (seen === null ? [] : [result(plainText(seen))]);
  if (role === 'tool' || role === 'function' || role === 'environment') return [result(text), ...came()];
  if (role !== 'assistant') return [{ step, what: 'heard', text }, ...came()];
  const { calls } = parseCalls({ text: content, steps: [given] }, isTool);
  if (calls.length >= MOST_CALLS) return null;
  for (const call of calls) open.made({ ...call, step });
  const made = calls.map(
    ({ name, arguments: args }): TraceEvent => ({ step, what: 'call', name, arguments: args }),
  );
  return [...made, ...(text.trim() === '' ? [] : [{ step, what: 'said' as const, text }]), ...came()];
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
