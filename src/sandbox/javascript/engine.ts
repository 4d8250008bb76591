import imported from '@jitl/quickjs-wasmfile-release-sync';
import {
  DefaultIntrinsics,
  newQuickJSWASMModuleFromVariant,
  newVariant,
  type QuickJSContext,
  type QuickJSHandle,
  type QuickJSWASMModule,
} from 'quickjs-emscripten-core';
import type { JsonValue } from '../../spec/json.ts';
import { jsonValue } from '../../spec/json.ts';
import { EMPTY_REPORT, programError, type SandboxError, type SandboxResult } from '../program/types.ts';
import { DEFAULT_CALL_MS, FIRST_PAGES, type JavaScriptCall, LONGEST_RESULT, MOST_PAGES } from './call.ts';
import { CallLimit } from './call-limit.ts';
import { mentionsDate, preludeFor } from './prelude.ts';

/**
 * QuickJS in WebAssembly with a memory that cannot grow past its cap: `setMemoryLimit` of the engine itself let
 * gigabytes through, the cap held. Each call gets a fresh context; after anything that smells of exhausted memory the
 * whole module is replaced by a spare that stands ready.
 */
interface Module {
  readonly quickjs: QuickJSWASMModule;
  readonly memory: WebAssembly.Memory;
}

/** The package's types describe its CommonJS form, Node loads the other. */
const variant = 'default' in imported ? imported.default : imported;

async function makeModule(compiled: WebAssembly.Module): Promise<Module> {
  const memory = new WebAssembly.Memory({ initial: FIRST_PAGES, maximum: MOST_PAGES });
  const capped = newVariant(variant, { wasmModule: compiled, wasmMemory: memory });
  return { quickjs: await newQuickJSWASMModuleFromVariant(capped), memory };
}

function readText(context: QuickJSContext, handle: QuickJSHandle, name: string): string {
  const property = context.getProp(handle, name);
  const text = context.typeof(property) === 'string' ? context.getString(property) : '';
  property.dispose();
  return text.slice(0, 300);
}

interface Evaluation {
  readonly text: string | null;
  readonly error: SandboxError | null;
  readonly exhausted: boolean;
}

function evaluate(context: QuickJSContext, source: string, name: string, limit: CallLimit): Evaluation {
  const result = context.evalCode(source, name, { type: 'global' });
  if (!result.error) {
    const text = context.typeof(result.value) === 'string' ? context.getString(result.value) : null;
    result.value.dispose();
    return { text, error: null, exhausted: false };
  }
  const kind = readText(context, result.error, 'name');
  const message = readText(context, result.error, 'message');
  result.error.dispose();
  if (limit.over)
    return { text: null, error: programError('wall-time', 'The call was interrupted.'), exhausted: false };
  const exhausted = /out of memory/.test(message) || (kind === '' && message === '');
  if (exhausted)
    return {
      text: null,
      error: programError('memory', 'The memory of the sandbox is exhausted.'),
      exhausted,
    };
  const code = kind === 'SyntaxError' ? 'compile' : 'exception';
  return { text: null, error: programError(code, `${kind}: ${message}`), exhausted };
}

/** @returns milliseconds of processor time of this thread since then */
function spent(since: NodeJS.CpuUsage): number {
  const used = process.threadCpuUsage(since);
  return (used.user + used.system) / 1000;
}

const IDENTIFIER = /^[A-Za-z_$][\w$]{0,99}$/;

function callSource(call: JavaScriptCall): string {
  return `__call(${call.entry}, ${JSON.stringify(JSON.stringify(call.inputs))})`;
}

/** One engine and its spare. Not for use by two callers at once. */
export class Engine {
  readonly #compiled: WebAssembly.Module;
  #module: Module;
  #spare: Promise<Module>;
  replaced = 0;
  /** Calls that the present module has served. */
  #served = 0;

  private constructor(compiled: WebAssembly.Module, module: Module) {
    this.#compiled = compiled;
    this.#module = module;
    this.#spare = makeModule(compiled);
  }

  static async create(compiled: WebAssembly.Module): Promise<Engine> {
    return new Engine(compiled, await makeModule(compiled));
  }

  async #replace(): Promise<void> {
    this.replaced += 1;
    this.#served = 0;
    this.#module = await this.#spare;
    this.#spare = makeModule(this.#compiled);
  }

  /**
   * Calls the function in a fresh context. Where the memory does not suffice that earlier calls have left in pieces, it is
   * called again in a new module: what came before it, and so how calls fell on threads, changes no result.
   * @returns its result as JSON, or what it did wrong
   */
  async call(call: JavaScriptCall): Promise<SandboxResult<JsonValue>> {
    if (!IDENTIFIER.test(call.entry))
      return { ...EMPTY_REPORT, ok: false, error: programError('shape', 'The entry is no identifier.') };
    const start = performance.now();
    const cpu = process.threadCpuUsage();
    let outcome: { value: JsonValue } | { error: SandboxError };
    let broken = false;
    try {
      const run = this.#run(call, new CallLimit(call.limitMs ?? DEFAULT_CALL_MS, () => spent(cpu)));
      broken = run.exhausted;
      outcome = run.error ? { error: run.error } : readResult(run.text);
    } catch (thrown) {
      broken = true;
      const message = thrown instanceof Error ? thrown.message : String(thrown);
      outcome = { error: programError('memory', `The engine gave up: ${message.slice(0, 200)}`) };
    }
    const report = {
      ...EMPTY_REPORT,
      cpuMs: spent(cpu),
      wallMs: performance.now() - start,
      peakMemoryBytes: this.#module.memory.buffer.byteLength,
    };
    this.#served += 1;
    if (broken) {
      const used = this.#served > 1;
      await this.#replace();
      if (used) return this.call(call);
    }
    return 'error' in outcome
      ? { ...report, ok: false, error: outcome.error }
      : { ...report, ok: true, value: outcome.value };
  }

  #run(call: JavaScriptCall, limit: CallLimit): Evaluation {
    const runtime = this.#module.quickjs.newRuntime();
    runtime.setMaxStackSize(256 * 1024);
    runtime.setInterruptHandler(() => limit.look());
    const context = runtime.newContext({
      intrinsics: { ...DefaultIntrinsics, Date: mentionsDate(call.source) },
    });
    const steps: readonly (readonly [string, string])[] = [
      [preludeFor(call.source, call.seed ?? 1, call.helpers), 'prelude.js'],
      [call.source, 'function.js'],
      [callSource(call), 'call.js'],
    ];
    let last: Evaluation = { text: null, error: null, exhausted: false };
    for (const [source, name] of steps) {
      last = evaluate(context, source, name, limit);
      if (last.error) break;
    }
    if (!last.exhausted) {
      context.dispose();
      runtime.dispose();
    }
    return last;
  }
}

function readResult(text: string | null): { value: JsonValue } | { error: SandboxError } {
  if (text === null) return { error: programError('shape', 'The function returned what is no JSON.') };
  if (text.length > LONGEST_RESULT)
    return { error: programError('output', `The result is longer than ${LONGEST_RESULT} characters.`) };
  try {
    return { value: jsonValue.parse(JSON.parse(text)) };
  } catch {
    return { error: programError('shape', 'The function returned what is no JSON.') };
  }
}
