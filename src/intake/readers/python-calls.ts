import type { JsonObject, JsonValue } from '../../spec/json.ts';
import { readPythonValue } from '../../text/python-value.ts';

const LONGEST = 50_000;

/**
 * Reads calls as Python writes them: `[get_weather(city="Berlin"), find(x=1)]`. ToolACE's names may hold spaces.
 * @returns null where the text is anything else
 */
export function readPythonCalls(text: string): JsonValue[] | null {
  const source = text.trim();
  if (!source.startsWith('[') || !source.endsWith(']') || source.length > LONGEST) return null;
  const calls: JsonObject[] = [];
  for (const part of apart(source.slice(1, -1), ',')) {
    const found = /^([A-Za-z_][\w .:/&-]{0,100})\(([\s\S]*)\)$/.exec(part.trim());
    if (!found) return null;
    const given: [string, JsonValue][] = [];
    for (const piece of apart(found[2]!, ',')) {
      const pair = /^([A-Za-z_][\w-]{0,100})\s*=([\s\S]+)$/.exec(piece.trim());
      const value = pair && readPythonValue(`[${pair[2]!}]`);
      if (!pair || !Array.isArray(value) || value.length !== 1) return null;
      given.push([pair[1]!, value[0]!]);
    }
    calls.push({ name: found[1]!.trim(), arguments: Object.fromEntries(given) });
  }
  return calls.length > 0 ? calls : null;
}

/** Cuts a text at a mark outside of brackets and strings. */
function apart(text: string, mark: string): string[] {
  const parts: string[] = [];
  let depth = 0;
  let quote = '';
  let start = 0;
  for (let at = 0; at < text.length; at += 1) {
    const letter = text[at]!;
    if (quote) {
      if (letter === '\\') at += 1;
      else if (letter === quote) quote = '';
    } else if (letter === "'" || letter === '"') quote = letter;
    else if ('([{'.includes(letter)) depth += 1;
    else if (')]}'.includes(letter)) depth -= 1;
    else if (letter === mark && depth === 0) {
      parts.push(text.slice(start, at));
      start = at + 1;
    }
  }
  parts.push(text.slice(start));
  return parts.filter((part) => part.trim() !== '');
}
