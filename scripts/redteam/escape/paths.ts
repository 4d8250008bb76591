import { FunctionPool } from '../../../src/sandbox/functions/function-pool.ts';
import { inspectPython } from '../../../src/sandbox/functions/inspect-python.ts';
import { JavaScriptSandbox } from '../../../src/sandbox/javascript/run-javascript.ts';
import { compileProgram, runProgram } from '../../../src/sandbox/program/run-program.ts';
import { runWarm } from '../../../src/sandbox/program/run-warm.ts';
import { COMPILED, TOOLCHAINS } from '../../../src/sandbox/program/toolchains.ts';
import { DEFAULT_LIMITS, type Language, type SandboxResult } from '../../../src/sandbox/program/types.ts';
import type { JsonValue } from '../../../src/spec/json.ts';
import type { EscapeLanguage, Expected } from './attack.ts';
import { judgeCandidate } from './candidates.ts';

/** What came of an attack: what it returned, what ended it, or that the sandbox or the judge had no answer. */
export type Outcome =
  | { readonly state: 'returned'; readonly text: string }
  | { readonly state: 'ended'; readonly why: string }
  | { readonly state: 'failed'; readonly why: string };

/** A way in which code comes to run. */
export type Path = 'cold' | 'warm' | 'candidate' | 'in-process' | 'function' | 'engine';

/** The columns of the table: which language runs on which path. */
export const COLUMNS: readonly { readonly language: EscapeLanguage; readonly path: Path }[] = [
  ...(['cold', 'warm', 'candidate', 'in-process', 'function'] as const).map(
    (path) => ({ language: 'python', path }) as const,
  ),
  ...(['javascript', 'cpp', 'java'] as const).flatMap((language) =>
    (['cold', 'warm', 'candidate'] as const).map((path) => ({ language, path })),
  ),
  { language: 'quickjs', path: 'engine' },
];

/** For what is to be ended; all else may take as long as a busy machine needs. */
const SOON_MS = 900;
const LONG_MS = 10_000;
const LIMITS = {
  cpuSeconds: 5,
  memoryBytes: 160 * 1024 * 1024,
  processes: 48,
  diskBytes: 4 * 1024 * 1024,
  outputBytes: 20_000,
};
/** What runtimes need that reserve much. */
const WIDE = { ...LIMITS, memoryBytes: 512 * 1024 * 1024, processes: 128, openFiles: 256 };

const MAINS: Readonly<Record<Language, (source: string) => string>> = {
  python: (source) => `${source}\nprint(attack(), flush=True)\n`,
  javascript: (source) => `${source}\nconsole.log(attack());\n`,
  cpp: (source) => `${source}\n#include <iostream>\nint main() { std::cout << attack() << std::endl; }\n`,
  java: (source) =>
    `${source}\nclass Main { public static void main(String[] none) { System.out.println(Attack.attack()); System.out.flush(); } }\n`,
};

function read(run: SandboxResult): Outcome {
  if (run.ok) return { state: 'returned', text: run.stdout.trim() };
  if (run.error.boundary === 'sandbox') return { state: 'failed', why: run.error.message };
  return { state: 'ended', why: `${run.error.code} ${run.stderr.slice(-200)}` };
}

/** A Java source file starts with its imports, then the class that is to be run. */
function javaMain(source: string): string {
  const imports = source.match(/^import .*;$/gm)?.join('\n') ?? '';
  const main = MAINS.java('').trim();
  return `${imports}\n${main}\n${source.replace(/^import .*;$/gm, '')}`;
}

async function program(language: Language, source: string, wallMs: number, warm: boolean): Promise<Outcome> {
  const whole = language === 'java' ? javaMain(source) : MAINS[language](source);
  const heavy = language === 'javascript' || language === 'java';
  // The time of a runtime that starts slowly is not the attack's.
  const limits = { ...(heavy ? WIDE : LIMITS), wallMs: heavy ? wallMs + 3_000 : wallMs };
  const entry = TOOLCHAINS[language].entry;
  if (!warm) return read(await runProgram({ language, files: { [entry]: whole }, limits }));
  if (language === 'python') return read(await runWarm({ source: whole }, '', limits));
  if (language === 'cpp') {
    const compiled = await compileProgram({ language, files: { [entry]: whole } });
    if (!compiled.ok) return { state: 'failed', why: compiled.stderr.slice(0, 300) };
    const files = { [COMPILED]: compiled.value };
    return read(await runWarm({ command: [`/tmp/${COMPILED}`], files }, '', limits));
  }
  const command = TOOLCHAINS[language].start(`/tmp/${entry}`, { ...DEFAULT_LIMITS, ...limits });
  return read(await runWarm({ command, files: { [entry]: Buffer.from(whole) } }, '', limits, false));
}

const CALL = {
  prompt: '',
  messages: [],
  response: '',
  steps: [],
  reference: null,
};

async function rewardFunction(source: string, callMs: number): Promise<Outcome> {
  const whole = `${source}\ndef score(prompt, response):\n    told = attack()\n    if told == "held": return 1.0\n    raise ValueError(told)\n`;
  const found = await inspectPython(whole);
  const settings = { source: whole, found, trust: 'sandbox', grants: [], environment: null } as const;
  const pool = new FunctionPool({ ...settings, callMs, memoryBytes: 256 * 1024 * 1024 }, 1);
  try {
    const outcome = await pool.call(CALL);
    if (outcome.kind === 'value') return { state: 'returned', text: 'held' };
    if (outcome.kind === 'no-sandbox') return { state: 'failed', why: outcome.message };
    if (outcome.kind === 'exception' && outcome.message.startsWith('ValueError'))
      return { state: 'returned', text: outcome.message };
    return { state: 'ended', why: JSON.stringify(outcome) };
  } finally {
    await pool.close();
  }
}

let engine: JavaScriptSandbox | undefined;

/** @returns the engine of all columns that need one */
export function sharedEngine(): JavaScriptSandbox {
  engine ??= new JavaScriptSandbox(1);
  return engine;
}

async function inEngine(source: string, limitMs: number): Promise<Outcome> {
  const inputs: JsonValue[] = [{ list: [1] }];
  const run = await sharedEngine().run({ source, entry: 'attack', inputs, limitMs });
  if (run.ok)
    return { state: 'returned', text: typeof run.value === 'string' ? run.value : JSON.stringify(run.value) };
  if (run.error.boundary === 'sandbox') return { state: 'failed', why: run.error.message };
  return { state: 'ended', why: run.error.code };
}

/** Runs one attack in a language on a path. */
export function attackOn(
  language: EscapeLanguage,
  path: Path,
  source: string,
  expected: Expected,
): Promise<Outcome> {
  const wallMs = expected === 'ended' ? SOON_MS : LONG_MS;
  if (language === 'quickjs') return inEngine(source, expected === 'ended' ? 150 : LONG_MS);
  if (path === 'function') return rewardFunction(source, wallMs);
  if (path === 'candidate' || path === 'in-process')
    return judgeCandidate(language, source, expected, path === 'in-process');
  return program(language, source, wallMs, path === 'warm');
}
