import type { Library } from '../library/library.ts';
import type { AssignedTool } from '../spec/assignment.ts';
import type { JsonObject, JsonValue } from '../spec/json.ts';
import type { KindName } from '../spec/kinds.ts';
import { setOwn } from '../spec/table.ts';
import { assignedTool } from './assigned-tool.ts';

/**
 * @param pin a tool's id, and its options where the caller sets some: `tool-calls?value=graded`. A value that is JSON is what it says, any
 * other one a text. What the tool does not know makes its rollouts `unscored`, with the reason
 * @throws RlarError RLAR_TOOL_UNAVAILABLE
 */
export function pinnedTool(pin: string, kind: KindName | null, library: Library): AssignedTool {
  const tool = assignedTool(library.require(pinnedId(pin)).card, kind);
  const given = new URLSearchParams(pin.slice(pinnedId(pin).length + 1));
  if (given.size === 0) return tool;
  const options: JsonObject = { ...tool.options };
  for (const [name, value] of given) setOwn(options, name, optionOf(value));
  return { ...tool, options };
}

/** @returns the id of a pin without its options */
export function pinnedId(pin: string): string {
  return pin.split('?', 1)[0]!;
}

function optionOf(text: string): JsonValue {
  try {
    return JSON.parse(text) as JsonValue;
  } catch {
    return text;
  }
}
