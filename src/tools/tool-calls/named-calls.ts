import { bracketEnd, parseStrictJson } from '../../text/strict-json.ts';
import { asObject, madeCall, type ReadCalls } from './made-call.ts';

/** The name of a tool, what a dialect puts behind it, and the opening of its arguments. */
const NAMED =
  /^\s*(?:function\s*<｜tool▁sep｜>\s*|call:)?((?:functions\.)?[\w.-]{1,300})(?::\d{1,6})?\s*(?:<｜tool▁sep｜>|<\|tool_call_argument_begin\|>|(?:\[CALL_ID\][\w-]{0,100})?\[ARGS\])?\s*(?:```(?:json)?\s*)?(?=\{)/;

/**
 * Reads one call as a name with a JSON object behind it: `f{"a": 1}`, `f[ARGS]{…}` (Mistral), `functions.f:0<|…|>{…}` (Kimi),
 * `function<｜tool▁sep｜>f` and a fence (DeepSeek), `f` on a line of its own (functionary).
 * @returns null where the text is anything else
 */
export function readNamedCall(text: string): ReadCalls {
  const opening = NAMED.exec(text);
  if (!opening) return null;
  const from = opening[0].length;
  const end = bracketEnd(text, from);
  if (end < 0 || !/^\s*(?:```)?\s*$/.test(text.slice(end))) return null;
  const read = parseStrictJson(text.slice(from, end));
  const given = 'value' in read ? asObject(read.value) : null;
  const call = given && madeCall(opening[1]!, given);
  return call && [call];
}
