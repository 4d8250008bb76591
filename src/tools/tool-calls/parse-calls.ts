import { withoutThinking } from '../../answers/thinking.ts';
import type { ToolQuery, ToolRollout } from '../../spec/tool.ts';
import { harmonyCalls } from './harmony-calls.ts';
import type { IsTool } from './json-calls.ts';
import type { MadeCall } from './made-call.ts';
import { markedCalls } from './marked-calls.ts';
import { isMade } from './stance.ts';
import { unmarkedCalls } from './unmarked-calls.ts';

/** The calls that a rollout makes, and where they were read from. `broken`: marks of calls that cannot be read. */
export interface ParsedCalls {
  readonly calls: readonly MadeCall[];
  readonly where: 'steps' | 'marked' | 'text';
  readonly broken: number;
}

const LONGEST = 500_000;
const MOST_CALLS = 100;

/**
 * Finds the calls of a rollout: in the steps that the trainer sends; else in what the assistant says after its thinking, where a
 * dialect marks them; else where the text is nothing but calls, or calls stand on lines or in fences of their own. What is denied,
 * quoted, commented out or given as an example is no call.
 */
export function parseCalls(rollout: ToolRollout, isTool: IsTool): ParsedCalls {
  const turns = rollout.steps?.filter((step) => step.role === 'assistant') ?? [];
  const steps = turns.flatMap((step) => step.tool_calls ?? []);
  if (steps.length > 0) {
    const broken = steps.filter((call) => Object.hasOwn(call.arguments, '__unparsed')).length;
    return { calls: steps.slice(0, MOST_CALLS), where: 'steps', broken };
  }
  const texts = turns.length > 1 ? turns.map((turn) => turn.content) : [rollout.text];
  const parts = texts.slice(0, MOST_CALLS).map((text) => parseText(text.slice(0, LONGEST), isTool));
  return {
    calls: parts.flatMap((part) => part.calls).slice(0, MOST_CALLS),
    where: parts.some((part) => part.where === 'marked') ? 'marked' : 'text',
    broken: parts.reduce((sum, part) => sum + part.broken, 0),
  };
}

function parseText(given: string, isTool: IsTool): ParsedCalls {
  const harmony = harmonyCalls(given);
  const text = harmony.length > 0 ? given : withoutResults(withoutThinking(given));
  const marked = harmony.length > 0 ? harmony : markedCalls(text, isTool);
  if (marked.length === 0) return { calls: unmarkedCalls(text, isTool), where: 'text', broken: 0 };
  const made = marked.filter(({ start, end }) => isMade(text, start, end, true));
  const calls = made.flatMap((part) => part.calls ?? []);
  return { calls, where: 'marked', broken: made.filter((part) => part.calls === null).length };
}

/** What stands between the tags of a result is what a tool gave back. Its place is kept, so that nothing else moves. */
function withoutResults(text: string): string {
  return text.replace(
    /<(tool_response|tool_result|function_results?|observation)>[\s\S]*?(?:<\/\1>|$)/g,
    (part) => ' '.repeat(part.length),
  );
}

const MENTIONED =
  /\b([A-Za-z_][\w.-]{1,100})(?=\(|["'`])|\b\w{0,100}_\w{1,100}\b|\b[a-z]{1,50}[A-Z]\w{0,100}\b/g;

/** @returns a check whether a name is one of a tool of the query: expected, or named in its messages as code is */
export function toolNames(query: ToolQuery): IsTool {
  const expected = new Set((query.expectedCalls ?? []).map((call) => call.name));
  const asked = query.messages.map((message) => message.content).join('\n');
  const named = new Set(asked.slice(0, 200_000).match(MENTIONED) ?? []);
  return (name) => expected.has(name) || named.has(name);
}
