import { type IsTool, readJsonCalls } from './json-calls.ts';
import type { ReadCalls } from './made-call.ts';
import { readNamedCall } from './named-calls.ts';
import { readPythonCalls } from './python-calls.ts';
import { readXmlCalls } from './xml-calls.ts';

/** A part of a text that a dialect marks as a call. `calls`: null where it cannot be read. */
export interface MarkedCall {
  readonly start: number;
  readonly end: number;
  readonly calls: ReadCalls;
}

interface Dialect {
  readonly open: RegExp;
  readonly close: RegExp;
  /** Whether the marks are part of what is read. */
  readonly whole?: boolean;
}

const NEVER = /(?!)/g;
/** How models mark a call. Where two overlap the one that begins first is read. */
const DIALECTS: readonly Dialect[] = [
  // Hermes, Qwen, GLM, MiniMax, Seed, Granite, Phi, Hunyuan
  {
    open: /<(?:\w{1,20}:)?tool_calls?>|<\|tool_calls?\|>|<tool_call_begin>/g,
    close: /<\/(?:\w{1,20}:)?tool_calls?>|<\|\/tool_calls?\|>|<tool_call_end>/g,
  },
  // Llama 3.1 and Qwen3-Coder without the tags around it; Anthropic
  { open: /<(?:function=|invoke name=)(?=["'\w])/g, close: /<\/(?:function|invoke)>/g, whole: true },
  { open: /<｜DSML｜invoke /g, close: /<\/｜DSML｜invoke>/g, whole: true },
  {
    open: /<(?:function_?call|TOOLCALL|tools?_code)>/g,
    close: /<\/(?:function_?call|TOOLCALL|tools?_code)>/g,
  },
  // Mistral
  { open: /\[TOOL_CALLS\]/g, close: /\[\/TOOL_CALLS\]|(?=\[TOOL_CALLS\])/g },
  // DeepSeek
  { open: /<｜tool▁call▁begin｜>/g, close: /<｜tool▁call▁end｜>/g },
  // Kimi K2
  { open: /<\|tool_call_begin\|>/g, close: /<\|tool_call_end\|>/g },
  // Llama 3, LFM2, Apertus, Command R7B, InternLM, FunctionGemma
  { open: /<\|python_tag\|>/g, close: NEVER },
  { open: /<\|tool_call_start\|>/g, close: /<\|tool_call_end\|>/g },
  { open: /<\|tools_prefix\|>/g, close: /<\|tools_suffix\|>/g },
  { open: /<\|START_ACTION\|>/g, close: /<\|END_ACTION\|>/g },
  { open: /<\|action_start\|>\s{0,9}<\|plugin\|>/g, close: /<\|action_end\|>/g },
  // functionary
  { open: />>>(?!all\b)(?=[\w.-]{1,100}\s{0,9}\n)/g, close: /(?=>>>)/g },
  // Gemini, Gemma
  { open: /```tool_(?:code|calls?)\s/g, close: /```/g },
];
const MOST = 100;
const ENDS =
  /(?:<\|(?:im_end|eot_id|eom_id|endoftext|end_of_text|end|return|call)\|>|<\/s>|<end_of_turn>|\s)+$/;
const LONGEST_ENDS = 200;

/** @returns the parts of a text that are marked as calls, in order, none inside another; at most 100 */
export function markedCalls(text: string, isTool: IsTool): MarkedCall[] {
  const found = DIALECTS.flatMap((dialect) => blocksOf(text, dialect)).sort(
    (left, right) => left.start - right.start,
  );
  const marked: MarkedCall[] = [];
  let behind = 0;
  for (const { start, end, inside } of found) {
    if (start < behind || marked.length === MOST) continue;
    behind = end;
    marked.push({ start, end, calls: readInside(inside, isTool) });
  }
  return marked;
}

interface Block {
  readonly start: number;
  readonly end: number;
  readonly inside: string;
}

/** A block ends at its closing mark, else where the next of its dialect opens, else with the text. */
function blocksOf(text: string, { open, close, whole }: Dialect): Block[] {
  const openings: RegExpExecArray[] = [];
  for (const match of text.matchAll(open)) if (openings.push(match) > MOST) break;
  return openings.map((opening, index) => {
    const from = opening.index + opening[0].length;
    const limit = openings[index + 1]?.index ?? text.length;
    const closing = new RegExp(close.source, 'g');
    closing.lastIndex = from;
    const found = closing.exec(text);
    const closed = found !== null && found.index <= limit;
    const inner = closed ? found.index : limit;
    const end = closed ? found.index + found[0].length : limit;
    return {
      start: opening.index,
      end,
      inside: text.slice(whole ? opening.index : from, whole ? end : inner),
    };
  });
}

/** @returns a text without the marks and the white space with which models end a message */
export function withoutEnds(text: string): string {
  const cut = Math.max(0, text.length - LONGEST_ENDS);
  return text.slice(0, cut) + text.slice(cut).replace(ENDS, '');
}

/** @returns the calls of what stands between marks, in any of the notations, or null */
function readInside(inside: string, isTool: IsTool): ReadCalls {
  const text = withoutEnds(inside)
    .replace(/^\s*```(?:json|xml|python)?[ \t]*\n|\n?```\s*$/g, '')
    .trim();
  if (text.startsWith('<function=') && text.includes('{')) {
    const llama = /^<function=([\w.-]{1,300})>\s*(\{[\s\S]*\})\s*(?:<\/function>)?$/.exec(text);
    if (llama) return readNamedCall(`${llama[1]}${llama[2]}`);
  }
  const any: IsTool = (name) => isTool(name) || /^[A-Za-z_][\w.-]*$/.test(name);
  return readJsonCalls(text, any) ?? readXmlCalls(text) ?? readNamedCall(text) ?? readPythonCalls(text);
}
