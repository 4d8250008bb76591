import type { JsonValue } from '../../spec/json.ts';
import { type MadeCall, madeCall, type ReadCalls } from './made-call.ts';

const MOST = 100;
const FUNCTION = /<(?:function|invoke)(?:=|\s+name=)["']?([\w.-]{1,300})["']?\s*>/g;
const FUNCTION_END = /<\/(?:function|invoke)>/;
const PARAMETER = /<parameter(?:=|\s+name=)["']?([^"'<>\s]{1,300})["']?[^<>]{0,60}>/g;
const PARAMETER_END = /<\/parameter>/;
const KEY = /<arg_key>([\s\S]{1,300}?)<\/arg_key>\s*<arg_value>/g;
const KEY_END = /<\/arg_value>/;

/**
 * Reads calls as XML: `<function=f><parameter=a>1</parameter></function>` (Qwen3-Coder), `<invoke name="f"><parameter
 * name="a">…` (Anthropic, MiniMax, DeepSeek), `f<arg_key>a</arg_key><arg_value>1</arg_value>` (GLM).
 * @returns null where there is none, or where one names a parameter twice
 */
export function readXmlCalls(text: string): ReadCalls {
  const plain = text.replaceAll('｜DSML｜', '');
  const openings = [...plain.matchAll(FUNCTION)].slice(0, MOST);
  if (openings.length === 0) return readKeyedCall(plain);
  const calls = openings.map((opening, index) => {
    const from = opening.index + opening[0].length;
    const inside = plain.slice(from, openings[index + 1]?.index).split(FUNCTION_END, 1)[0]!;
    return toCall(opening[1]!, valuesIn(inside, PARAMETER, PARAMETER_END));
  });
  return calls.every((call) => call !== null) ? calls : null;
}

function readKeyedCall(text: string): ReadCalls {
  const name = /^\s*([\w.-]{1,300})\s*(?=<arg_key>|$)/.exec(text)?.[1];
  const call = name === undefined ? null : toCall(name, valuesIn(text, KEY, KEY_END));
  return call && [call];
}

function toCall(name: string, values: Map<string, JsonValue> | null): MadeCall | null {
  return values && madeCall(name, Object.fromEntries(values), true);
}

function valuesIn(text: string, opening: RegExp, end: RegExp): Map<string, JsonValue> | null {
  const values = new Map<string, JsonValue>();
  const openings = [...text.matchAll(opening)].slice(0, MOST);
  for (const [index, found] of openings.entries()) {
    const key = found[1]!.trim();
    if (values.has(key)) return null;
    const inside = text.slice(found.index + found[0].length, openings[index + 1]?.index);
    values.set(key, inside.split(end, 1)[0]!.replace(/^\r?\n|\r?\n$/g, ''));
  }
  return values;
}
