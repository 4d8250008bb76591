import type { JsonObject } from '../../spec/json.ts';
import type { Step } from '../../spec/rollout.ts';
import type { IsTool } from '../tool-calls/json-calls.ts';
import { OpenCalls } from '../tool-calls/open-calls.ts';
import { parseCalls } from '../tool-calls/parse-calls.ts';

/** A call of the policy, the step that it stands in, and the result that the trajectory records for it. */
export interface MadeCall {
  readonly step: number;
  readonly name: string;
  readonly arguments: JsonObject;
  readonly recorded: string | null;
}

const MOST_CALLS = 200;
const RESULTS: ReadonlySet<string> = new Set(['tool', 'function', 'environment']);

/**
 * @returns the calls of a trajectory in order, each with the result that names its id, or else the first that came after it and belongs to no
 * earlier call; null where there are more than can be replayed. Only a step of an environment, or an `observation`, is a result: what the policy writes as one
 * is something that it said
 */
export function madeCalls(steps: readonly Step[], isTool: IsTool): MadeCall[] | null {
  const calls: (Omit<MadeCall, 'recorded'> & { recorded: string | null; readonly id: string | undefined })[] =
    [];
  const open = new OpenCalls<(typeof calls)[number]>();
  const record = (result: string, id?: string): void => {
    const call = open.answered(id);
    if (call) call.recorded = result;
  };
  for (const [index, step] of steps.entries()) {
    if (RESULTS.has(step.role)) record(step.content, step.tool_call_id);
    else if (step.role === 'assistant')
      for (const made of parseCalls({ text: step.content, steps: [step] }, isTool).calls) {
        const call = { step: index, name: made.name, arguments: made.arguments, recorded: null, id: made.id };
        calls.push(call);
        open.made(call);
      }
    if (step.observation !== undefined)
      record(typeof step.observation === 'string' ? step.observation : JSON.stringify(step.observation));
    if (calls.length > MOST_CALLS) return null;
  }
  return calls;
}
