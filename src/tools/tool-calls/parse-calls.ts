import { z } from 'zod';
import { type JsonValue, jsonObject } from '../../spec/json.ts';
import { type ToolCall, toolCall } from '../../spec/query.ts';
import type { ToolRollout } from '../../spec/tool.ts';
import { fences, jsonInProse } from '../../text/find-json.ts';
import { withoutThinking } from '../../text/stated-answers.ts';

/** The calls that a rollout makes, and where they were read from. `broken`: marks of calls without readable JSON. */
export interface ParsedCalls {
  readonly calls: readonly ToolCall[];
  readonly where: 'steps' | 'tags' | 'fence' | 'prose';
  readonly broken: number;
}

const LONGEST = 500_000;
const MOST_CALLS = 100;
const jsonText = z.string().transform((text, context) => {
  try {
    return jsonObject.parse(JSON.parse(text));
  } catch {
    context.addIssue({ code: 'custom', message: 'no JSON object' });
    return z.NEVER;
  }
});
const callArguments = z.union([jsonObject, jsonText]).nullish();
const plainCall = z.object({ name: z.string(), arguments: callArguments, parameters: callArguments });
const wrappedCall = z.object({ function: plainCall });

/**
 * Finds the calls of a rollout: in the steps that the trainer sends; else in the text behind `</think>`, between
 * `<tool_call>` tags, else in code fences, else as JSON in prose. A call is `{name, arguments}` or `{name, parameters}`
 * (an object, or a string that holds one), also inside `{function: …}`, one, or several in lists or lines.
 */
export function parseCalls(rollout: ToolRollout): ParsedCalls {
  const steps = rollout.steps
    ?.filter((step) => step.role === 'assistant')
    .flatMap((step) => step.tool_calls ?? []);
  if (steps && steps.length > 0) return { calls: steps.slice(0, MOST_CALLS), where: 'steps', broken: 0 };
  const text = withoutThinking(rollout.text.slice(0, LONGEST));
  const marked = text.split(/<tool_calls?>|<\|tool_call\|>/).slice(1);
  if (marked.length > 0) {
    const parts = marked
      .slice(0, MOST_CALLS)
      .map((part) => callsOf(part.split(/<\/tool_calls?>|<\|\/tool_call\|>/, 1)[0]!));
    return {
      calls: parts.flat().slice(0, MOST_CALLS),
      where: 'tags',
      broken: parts.filter((calls) => calls.length === 0).length,
    };
  }
  const fenced = fences(text).flatMap(callsOf);
  if (fenced.length > 0) return { calls: fenced.slice(0, MOST_CALLS), where: 'fence', broken: 0 };
  return { calls: callsOf(text).slice(0, MOST_CALLS), where: 'prose', broken: 0 };
}

function callsOf(text: string): ToolCall[] {
  return jsonInProse(text)
    .flatMap((value) => (Array.isArray(value) ? value : [value]))
    .flatMap(toCall);
}

function toCall(value: JsonValue): ToolCall[] {
  const wrapped = wrappedCall.safeParse(value);
  const plain = wrapped.success ? wrapped : plainCall.safeParse(value);
  if (!plain.success) return listedCalls(value);
  const call = 'function' in plain.data ? plain.data.function : plain.data;
  const given = call.arguments ?? call.parameters;
  // A record such as {"name": "Ada"} is no call: it has neither arguments nor parameters.
  if (given === undefined && !hasArguments(value)) return [];
  return [toolCall.parse({ name: call.name, arguments: given ?? {} })];
}

const listed = z.object({ tool_calls: z.array(z.json()) });

function listedCalls(value: JsonValue): ToolCall[] {
  const list = listed.safeParse(value);
  return list.success
    ? list.data.tool_calls
        .slice(0, MOST_CALLS)
        .flatMap((call) => (listed.safeParse(call).success ? [] : toCall(call)))
    : [];
}

function hasArguments(value: JsonValue): boolean {
  return (
    typeof value === 'object' &&
    value !== null &&
    ('function' in value || 'arguments' in value || 'parameters' in value)
  );
}
