import { parseStrictJson } from '../../text/strict-json.ts';
import { asObject, madeCall } from './made-call.ts';
import type { MarkedCall } from './marked-calls.ts';

/** A message that is addressed to a function: its header, up to the body. */
const HEADER =
  /(?:<\|start\|>|<\|channel\|>|^)[^<]{0,80}(?:<\|channel\|>[^<]{0,80})?\bto=(?:functions\.)?([\w.-]{1,300})[^<]{0,40}(?:<\|channel\|>[^<]{0,40})?(?:<\|constrain\|>[^<]{0,20})?<\|message\|>/g;
const BODY_END = /<\|(?:call|end|return|start)\|>/g;
const MOST = 100;

/** @returns the calls of a text in the harmony format (gpt-oss): messages to a function, whose body is the arguments */
export function harmonyCalls(text: string): MarkedCall[] {
  if (!text.includes('<|message|>')) return [];
  const calls: MarkedCall[] = [];
  for (const header of text.matchAll(HEADER)) {
    if (calls.length === MOST) break;
    const from = header.index + header[0].length;
    BODY_END.lastIndex = from;
    const end = BODY_END.exec(text)?.index ?? text.length;
    const read = parseStrictJson(text.slice(from, end).trim() || '{}');
    const given = 'value' in read ? asObject(read.value) : null;
    const call = given && madeCall(header[1]!, given);
    calls.push({ start: header.index, end, calls: call && [call] });
  }
  return calls;
}
