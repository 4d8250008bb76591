import type { JsonValue } from '../../spec/json.ts';
import { bracketEnd, parseStrictJson } from '../../text/strict-json.ts';

const LONGEST_PROMPT = 100_000;
const MOST = 20;
const CALLED_EXAMPLE =
  /\b(?:example|e\.g\.|format|like|such as|template|structure|form|shape)\b|例|beispiel|exemple|ejemplo/i;

/** @returns the objects and lists of a prompt that it gives as an example, not as something to work on */
export function examplesIn(prompt: string): JsonValue[] {
  const text = prompt.slice(0, LONGEST_PROMPT);
  const examples: JsonValue[] = [];
  for (let at = 0, failures = 0; at < text.length && failures < 50 && examples.length < MOST; at += 1) {
    if (text[at] !== '{' && text[at] !== '[') continue;
    const end = bracketEnd(text, at);
    const read = end < 0 ? null : parseStrictJson(text.slice(at, end));
    if (!read || 'fault' in read) {
      failures += 1;
      continue;
    }
    if (CALLED_EXAMPLE.test(text.slice(Math.max(0, at - 120), at))) examples.push(read.value);
    at = end - 1;
  }
  return examples;
}
