import { bracketEnd, parseStrictJson } from '../../text/strict-json.ts';
import { callsOfValue, type IsTool, readJsonCalls } from './json-calls.ts';
import type { MadeCall, ReadCalls } from './made-call.ts';
import { withoutEnds } from './marked-calls.ts';
import { readNamedCall } from './named-calls.ts';
import { readPythonCalls } from './python-calls.ts';
import { isMade } from './stance.ts';

const FENCE = /```([\w+-]{0,20})[ \t]*\r?\n?([\s\S]*?)(?:```|$)/g;
const REACT = /(?:^|\n)[ \t]*Action:[ \t]*([\w.-]{1,300})[ \t]*\r?\n[ \t]*Action Input:[ \t]*(?=\{)/g;
const MOST = 100;
const MOST_FAILURES = 50;

/**
 * Finds the calls of a text in which no dialect marks any: the whole text, else code fences, else `Action:` with `Action Input:`,
 * else JSON in prose, else lines that are calls.
 */
export function unmarkedCalls(given: string, isTool: IsTool): readonly MadeCall[] {
  const text = withoutEnds(given).trim();
  const whole = readAll(text, isTool);
  if (whole) return whole;
  for (const find of [inFences, asActions, inProse, onLines]) {
    const calls = find(text, isTool);
    if (calls.length > 0) return calls.slice(0, MOST);
  }
  return [];
}

/** Python's notation, and a name before an object, are read only where a name is one of a tool: other text looks like them. */
function readAll(text: string, isTool: IsTool): ReadCalls {
  const json = readJsonCalls(text, isTool);
  if (json) return json;
  const others = readPythonCalls(text) ?? readNamedCall(text);
  return others?.some((call) => isTool(call.name)) ? others : null;
}

function inFences(text: string, isTool: IsTool): MadeCall[] {
  const calls: MadeCall[] = [];
  let fences = 0;
  for (const fence of text.matchAll(FENCE)) {
    if ((fences += 1) > MOST) break;
    const read = readAll(withoutComments(fence[2]!).trim(), isTool);
    if (read && isMade(text, fence.index, fence.index + fence[0].length, false)) calls.push(...read);
  }
  return calls;
}

function withoutComments(code: string): string {
  return code.replace(/^[ \t]*(?:#|\/\/)[^\n]*$/gm, '');
}

function asActions(text: string, isTool: IsTool): MadeCall[] {
  const calls: MadeCall[] = [];
  for (const action of text.matchAll(REACT)) {
    const from = action.index + action[0].length;
    const end = bracketEnd(text, from);
    const read = end < 0 ? null : readNamedCall(`${action[1]}${text.slice(from, end)}`);
    if (read && isMade(text, action.index + 1, end, false) && calls.length < MOST) calls.push(...read);
  }
  return calls.some((call) => isTool(call.name)) ? calls : [];
}

function inProse(text: string, isTool: IsTool): MadeCall[] {
  const calls: MadeCall[] = [];
  let failures = 0;
  for (let at = 0; at < text.length && calls.length < MOST && failures < MOST_FAILURES; at += 1) {
    if (text[at] !== '{' && text[at] !== '[') continue;
    const end = bracketEnd(text, at);
    const json = end < 0 ? null : parseStrictJson(text.slice(at, end));
    if (!json || !('value' in json) || hasBracketBeside(text, at, end)) {
      failures += 1;
      at = json && 'value' in json ? end : at;
      continue;
    }
    const read = callsOfValue(json.value, isTool);
    if (read && isMade(text, at, end, false)) calls.push(...read);
    at = end - 1;
  }
  return calls;
}

/** "{…}}": with one bracket more on either side it is no JSON, and whoever runs calls refuses it. */
function hasBracketBeside(text: string, from: number, end: number): boolean {
  return (
    /[{[]\s*$/.test(text.slice(Math.max(0, from - 8), from)) || /^\s*[}\]]/.test(text.slice(end, end + 8))
  );
}

function onLines(text: string, isTool: IsTool): MadeCall[] {
  const calls: MadeCall[] = [];
  let start = 0;
  for (const line of text.split('\n').slice(0, 2_000)) {
    const end = start + line.length;
    const read = line.includes('(') ? readPythonCalls(line) : null;
    if (read?.some((call) => isTool(call.name)) && isMade(text, start, end, false)) calls.push(...read);
    start = end + 1;
  }
  return calls;
}
