import { asRlarError, RlarError } from '../spec/errors.ts';
import type { Recogniser } from '../spec/tool.ts';
import { type Measured, untilMeasured } from './until-measured.ts';

/** The questions that gates ask a recogniser. */
export interface SteadyRecogniser extends Pick<Recogniser, 'recognise' | 'extract'> {
  /** @returns those of the prompts that may not be passed over in silence: each of them is to be asked */
  notSilent(prompts: readonly string[]): Promise<readonly string[]>;
}

/** Prompts that are asked about in one call. */
const AT_ONCE = 32;

/** How often a program that had trouble is asked again: one that was late on a busy machine answers then. */
const TIMES_AGAIN = 2;

/**
 * @returns a recogniser for gates: its answers do not depend on the load of the machine. A question is repeated after a
 * failure of the sandbox, and such a failure never counts. It is repeated twice if the program itself was late or threw.
 * @throws RlarError RLAR_TOOL_STARVED, of each call, where the machine lets it not answer
 */
export function steadyRecogniser(program: Recogniser): SteadyRecogniser {
  const { extract } = program;
  return {
    notSilent: (prompts) => notSilent(program, prompts),
    recognise: (prompt) => asked(program, () => program.recognise(prompt)),
    ...(extract && { extract: (prompt: string) => asked(program, () => extract.call(program, prompt)) }),
  };
}

/** One prompt of each call is also asked alone, to find a program that keeps state from prompt to prompt. */
async function notSilent(program: Recogniser, prompts: readonly string[]): Promise<readonly string[]> {
  if (!program.silentOn) return prompts;
  const left: string[] = [];
  for (let at = 0; at < prompts.length; at += AT_ONCE) {
    const some = prompts.slice(at, at + AT_ONCE);
    const alone = some[(at / AT_ONCE) % some.length]!;
    const silent =
      (await program.silentOn(some)) && (await asked(program, () => program.recognise(alone))).length === 0;
    if (!silent) left.push(...some);
  }
  return left;
}

async function asked<Value>(program: Recogniser, ask: () => Promise<Value>): Promise<Value> {
  const troubles = () => program.trouble?.failures ?? 0;
  for (let time = 0; ; time += 1) {
    const before = troubles();
    const value = await untilMeasured('a recogniser could not be tried', () => once(ask));
    if (troubles() === before || time === TIMES_AGAIN) return value;
  }
}

async function once<Value>(ask: () => Promise<Value>): Promise<Measured<Value>> {
  try {
    return { value: await ask() };
  } catch (thrown) {
    if (thrown instanceof RlarError && thrown.code === 'RLAR_SANDBOX_FAILED')
      return { starved: thrown.message };
    throw thrown;
  }
}

/** @returns what a recogniser threw, for a person. @throws RlarError RLAR_TOOL_STARVED, which says nothing of it */
export function brokenAt(thrown: unknown): string {
  const error = asRlarError(thrown);
  if (error.code === 'RLAR_TOOL_STARVED') throw error;
  return error.message;
}
