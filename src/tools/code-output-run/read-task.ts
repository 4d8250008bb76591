import { z } from 'zod';
import { type JsonValue, jsonValue } from '../../spec/json.ts';

/** A Python function, and what is asked about it. */
export type RunTask = { readonly code: string; readonly entry: string } & (
  | { readonly asks: 'output'; readonly call: string }
  | { readonly asks: 'input'; readonly output: string }
);

const LONGEST = 100_000;
const shape = z.object({
  code: z.string().min(1).max(LONGEST),
  entry_point: z
    .string()
    .regex(/^[A-Za-z_]\w{0,99}$/)
    .optional(),
  input: jsonValue.optional(),
  output: jsonValue.optional(),
});

const DEFINITION = /^(?:async[ ]+)?def[ ]+([A-Za-z_]\w{0,99})[ ]*\(/gm;
const FENCE = /```(?:python|py)?[ \t]*\n([\s\S]{1,20000}?)\n```/i;

/** The function that is meant where nobody names it: `f`, as CRUXEval has it, else the last one. */
function entryOf(code: string): string | null {
  const names = [...code.matchAll(DEFINITION)].map((match) => match[1]!);
  return names.includes('f') ? 'f' : (names.at(-1) ?? null);
}

/**
 * Reads `{code, input}` or `{code, output}` of `query.tests`; without them, a Python function in the prompt and the one
 * call of it that the prompt's other words hold.
 * @returns a sentence on why there is no task where there is none
 */
export function readTask(tests: JsonValue | undefined, prompt: string): RunTask | string {
  if (tests === undefined) return readPrompt(prompt);
  const parsed = shape.safeParse(tests);
  if (!parsed.success) return 'The tests hold no program with its input or output.';
  const { code, input, output } = parsed.data;
  const entry = parsed.data.entry_point ?? entryOf(code);
  if (!entry) return 'The program defines no function.';
  if (input !== undefined) return { code, entry, asks: 'output', call: callOf(entry, input) };
  if (output === undefined) return 'There is neither an input nor an output.';
  return { code, entry, asks: 'input', output: typeof output === 'string' ? output : pythonOf(output) };
}

/** A text is the source of the arguments, or of the whole call; a list has one argument an item. */
function callOf(entry: string, input: JsonValue): string {
  if (typeof input !== 'string')
    return `${entry}(${(Array.isArray(input) ? input : [input]).map(pythonOf).join(', ')})`;
  return input.trimStart().startsWith(`${entry}(`) ? input.trim() : `${entry}(${input})`;
}

function pythonOf(value: JsonValue): string {
  return `json.loads(${JSON.stringify(JSON.stringify(value))})`;
}

function readPrompt(prompt: string): RunTask | string {
  const text = prompt.slice(0, LONGEST);
  const fenced = FENCE.exec(text);
  const code = fenced?.[1] ?? bareCode(text);
  const entry = code ? entryOf(code) : null;
  if (!code || !entry) return 'There is no Python function in the prompt.';
  const words = fenced ? text.replace(fenced[0], '\n') : text.replace(code, '\n');
  const calls = new Set<string>();
  for (let at = words.indexOf(`${entry}(`); at >= 0; at = words.indexOf(`${entry}(`, at + 1)) {
    const end = closing(words, at + entry.length);
    if (end !== null && !/[\w.]/.test(words[at - 1] ?? ' ')) calls.add(words.slice(at, end + 1));
  }
  const [call] = calls;
  return calls.size === 1 && call !== undefined
    ? { code, entry, asks: 'output', call }
    : 'The prompt does not hold one call of its function.';
}

/** The lines from the first definition or import to the last indented one. */
function bareCode(text: string): string | null {
  const lines = text.split('\n');
  const first = lines.findIndex((line) => /^(?:def|import|from|class|@)\b|^@/.test(line));
  if (first < 0) return null;
  let last = first;
  for (let index = first + 1; index < lines.length; index += 1) {
    if (/^[ \t]+\S|^(?:def|import|from|class)\b|^@/.test(lines[index]!)) last = index;
    else if (lines[index]!.trim() !== '') break;
  }
  return lines.slice(first, last + 1).join('\n');
}

/** @returns where the bracket that opens at `open` closes, or null; brackets in strings count for nothing */
export function closing(text: string, open: number): number | null {
  let depth = 0;
  let quote = '';
  for (let at = open; at < text.length && at - open < 20_000; at += 1) {
    const letter = text[at]!;
    if (quote) {
      if (letter === '\\') at += 1;
      else if (letter === quote) quote = '';
    } else if (letter === "'" || letter === '"') quote = letter;
    else if ('([{'.includes(letter)) depth += 1;
    else if (')]}'.includes(letter) && (depth -= 1) === 0) return at;
  }
  return null;
}
