import { JavaScriptSandbox } from '../../sandbox/javascript/run-javascript.ts';
import type { InstrumentName } from '../../spec/judge-instruments.ts';
import { scoreOne } from '../../spec/prepared-tool.ts';
import { constraint } from '../../spec/query.ts';
import type { ToolQuery } from '../../spec/tool.ts';
import { splitSentences } from '../../text/sentences.ts';
import { constraintSorts, instructionConstraints } from '../instruction-constraints/index.ts';

/** What each instrument takes and gives, as a judge is told. */
export const INSTRUMENT_WORDS: Readonly<Record<InstrumentName, string>> = {
  calculator: 'arithmetic, as `(17 * 3 + 4) / 2`; also `Math.sqrt(2)` and other functions of `Math`',
  javascript:
    'the body of a JavaScript function of `response`, a text; it ends with `return`, and has no network and no files',
  count: 'anything: gives the words, sentences, lines, paragraphs and characters of the response',
  find: 'words: gives how often they stand in the response, and where first',
  checker: `a constraint as JSON, \`{"id": …, "kwargs": {…}}\`: says whether the response keeps it. The ids: ${[...constraintSorts].slice(0, 40).join(', ')}`,
};

const LONGEST_INPUT = 4_000;
const LONGEST_OUTPUT = 2_000;
const ARITHMETIC = /^(?:[\d\s+\-*/%().,]|\*\*|[eE](?=[\d+-])|Math\.[a-zA-Z0-9]+)*$/;

/** Works out what a judge asks of an instrument. Everything that a model wrote runs in the sandbox. */
export class Instruments {
  readonly #response: string;
  readonly #query: ToolQuery;
  #sandbox: JavaScriptSandbox | null = null;

  constructor(response: string, query: ToolQuery) {
    this.#response = response;
    this.#query = query;
  }

  /** @returns what came out, in words; an input that cannot be used is told, and nothing is thrown */
  async use(name: InstrumentName, input: string, signal: AbortSignal): Promise<string> {
    if (input.length > LONGEST_INPUT) return `the input has more than ${LONGEST_INPUT} characters`;
    return (await this.#use(name, input, signal)).slice(0, LONGEST_OUTPUT);
  }

  async close(): Promise<void> {
    await this.#sandbox?.close();
  }

  #use(name: InstrumentName, input: string, signal: AbortSignal): string | Promise<string> {
    switch (name) {
      case 'calculator':
        if (!ARITHMETIC.test(input)) return 'this is no arithmetic';
        return this.#run(`return (${input});`, signal);
      case 'javascript':
        return this.#run(input, signal);
      case 'count':
        return JSON.stringify(counted(this.#response));
      case 'find':
        return found(this.#response, input);
      case 'checker':
        return this.#check(input);
    }
  }

  async #run(body: string, signal: AbortSignal): Promise<string> {
    this.#sandbox ??= new JavaScriptSandbox();
    const source = `function run(response) {\n${body}\n}`;
    const result = await this.#sandbox.run(
      { source, entry: 'run', inputs: [this.#response], limitMs: 500 },
      signal,
    );
    return result.ok ? JSON.stringify(result.value) : `it failed: ${result.error.message}`;
  }

  async #check(input: string): Promise<string> {
    const read = constraint.safeParse(jsonOf(input));
    if (!read.success) return 'this is no constraint: {"id": …, "kwargs": {…}}';
    const prepared = instructionConstraints.prepare(this.#query, { constraints: [read.data] });
    const verdict = await scoreOne(prepared, { text: this.#response });
    if (verdict.status !== 'scored')
      return verdict.status === 'unscored' ? verdict.reason : verdict.error.message;
    return verdict.value === 1 ? 'the response keeps it' : 'the response does not keep it';
  }
}

function counted(text: string): Record<string, number> {
  return {
    words: text.match(/[\p{L}\p{N}]+(?:['’-][\p{L}\p{N}]+)*/gu)?.length ?? 0,
    sentences: splitSentences(text).length,
    lines: text.split('\n').filter((line) => line.trim() !== '').length,
    paragraphs: text.split(/\n\s*\n/).filter((part) => part.trim() !== '').length,
    characters: text.length,
  };
}

function found(text: string, words: string): string {
  if (words.trim() === '') return 'there are no words to look for';
  const [held, wanted] = [text.toLowerCase(), words.toLowerCase()];
  const times = held.split(wanted).length - 1;
  if (times === 0) return 'they do not stand in the response';
  const at = held.indexOf(wanted);
  return `${times} times, first in: ${text.slice(Math.max(0, at - 60), at + words.length + 60)}`;
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
