import type { JsonObject, JsonValue } from '../../spec/json.ts';
import { parsedText } from '../parsed-text.ts';
import { callsOfTurn } from './calls.ts';

const ROLES: ReadonlyMap<string, string> = new Map([
  ['human', 'user'],
  ['gpt', 'assistant'],
  ['model', 'assistant'],
  ['bot', 'assistant'],
  ['chatbot', 'assistant'],
  ['function_call', 'assistant'],
  ['observation', 'tool'],
  ['function_response', 'tool'],
]);

/** One turn as `{role, content}`, from `{from, value}` (ShareGPT), `{role, content}` or a text. */
function messageOf(entry: JsonValue, index: number): JsonObject | null {
  const read = parsedText(entry);
  if (typeof read === 'string') return { role: index % 2 === 0 ? 'user' : 'assistant', content: read };
  if (typeof read !== 'object' || read === null || Array.isArray(read)) return null;
  const role = read.role ?? read.from;
  const content = read.content ?? read.value;
  if (typeof role !== 'string' || typeof content !== 'string') return null;
  return { role: ROLES.get(role.toLowerCase()) ?? role.toLowerCase(), content };
}

function messagesOf(value: JsonValue): JsonObject[] | null {
  const list = parsedText(value);
  if (!Array.isArray(list)) return null;
  const messages = list.flat(1).map(messageOf);
  return messages.length > 0 && messages.every((message) => message !== null) ? messages : null;
}

/** A conversation as messages; a system prompt is put before it. */
export function turns(value: JsonValue, system: JsonValue = null): JsonValue {
  const messages = messagesOf(value);
  if (!messages) return typeof value === 'string' ? [{ role: 'user', content: value }] : null;
  return typeof system === 'string' && system.trim() !== ''
    ? [{ role: 'system', content: system }, ...messages]
    : messages;
}

/** A conversation up to the assistant's last turn, which is what a response takes the place of. */
export function beforeLast(value: JsonValue, system: JsonValue = null): JsonValue {
  const messages = turns(value, system);
  if (!Array.isArray(messages)) return null;
  const last = messages.at(-1) as JsonObject;
  return last.role === 'assistant' ? messages.slice(0, -1) : messages;
}

/** A conversation up to the last turn of the assistant that calls tools. */
export function beforeLastCalls(value: JsonValue, system: JsonValue = null): JsonValue {
  const list = parsedText(value);
  if (!Array.isArray(list)) return null;
  const at = list.findLastIndex((entry) => callsOfTurn(entry) !== null);
  return at <= 0 ? null : turns(list.slice(0, at), system);
}

const TURN = /(?:^|\n\n)(Human|Assistant):[ ]?/g;

/** @returns the turns of a text with `\n\nHuman:` and `\n\nAssistant:` (HH), or null */
function transcript(text: string): JsonObject[] | null {
  const marks = [...text.matchAll(TURN)];
  if (marks.length === 0 || text.slice(0, marks[0]!.index).trim() !== '') return null;
  return marks.map((mark, index) => ({
    role: mark[1] === 'Human' ? 'user' : 'assistant',
    content: text.slice(mark.index + mark[0].length, marks[index + 1]?.index ?? text.length).trim(),
  }));
}

/** Two transcripts that differ in the assistant's last turn (HH): `prompt`, or the last turn of one of them. */
export function commonTranscript(one: JsonValue, other: JsonValue, part: JsonValue): JsonValue {
  const left = typeof one === 'string' ? transcript(one) : null;
  const right = typeof other === 'string' ? transcript(other) : null;
  if (!left || !right) return null;
  let same = 0;
  while (same < left.length - 1 && same < right.length - 1 && isSameTurn(left[same]!, right[same]!))
    same += 1;
  if (part === 'prompt') return left.slice(0, same);
  return (
    left
      .slice(same)
      .map((turn) => turn.content!)
      .join('\n\n') || null
  );
}

function isSameTurn(left: JsonObject, right: JsonObject): boolean {
  return left.role === right.role && left.content === right.content;
}

/** Multi-IF: the prompts of the turns, up to the last one that is there. */
export function multiTurnPrompts(...prompts: readonly JsonValue[]): JsonValue {
  const messages: JsonObject[] = [];
  for (const prompt of prompts) {
    const message = prompt === '' ? null : messageOf(prompt, 0);
    if (!message) break;
    messages.push(message);
  }
  return messages.length > 0 ? messages : null;
}
