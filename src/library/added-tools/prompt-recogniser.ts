import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import type { SandboxError } from '../../sandbox/program/types.ts';
import { RlarError } from '../../spec/errors.ts';
import { type JsonObject, type JsonValue, jsonObject } from '../../spec/json.ts';
import type { Recogniser, Span } from '../../spec/tool.ts';
import { readingSandbox, type Script } from './javascript-calls.ts';

/** Most characters of a prompt that recognisers see. */
const LONGEST_PROMPT = 100_000;
const MOST_SPANS = 200;
/** Most characters of extracted arguments, as JSON. */
const LONGEST_KWARGS = 4_000;

/** A random name that no program knows, so that a program cannot detect how it is called. */
const NAME = `__${randomBytes(12).toString('hex')}`;
/**
 * Code that says whether `recognise` returns an empty list for every prompt. It uses no built-in object that the program
 * could have changed.
 */
const silentOver = (program: string): string => `
const ${NAME}_list = Array.isArray;
${program}
const ${NAME} = (prompts) => {
  for (let at = 0; at < prompts.length; at += 1) {
    const found = recognise(prompts[at]);
    if (!${NAME}_list(found) || found.length !== 0) return false;
  }
  return true;
};`;

const spans = z.array(z.tuple([z.int().nonnegative(), z.int()])).max(MOST_SPANS);
const kwargs = jsonObject
  .refine((given) => JSON.stringify(given).length <= LONGEST_KWARGS, 'more than 4,000 characters')
  .nullable();

/**
 * @param script JavaScript that defines `recognise`, and `extract` where `extracts` is set
 * @returns both functions in QuickJS, with a fresh context for each call. If the program throws, runs out of time or
 * returns a wrong type, the prompt is not recognised, and `trouble` counts that. If the sandbox fails, the program's answer
 * is unknown, and the call rejects with RLAR_SANDBOX_FAILED.
 */
export function promptRecogniser(
  { source, ...helpers }: Script,
  { callMs, extracts }: { readonly callMs: number; readonly extracts: boolean },
): Recogniser {
  const script = source.replace(/^[ \t]*export[ \t]+(?:default[ \t]+)?(?=function|const|let|var)/gm, '');
  const trouble = { calls: 0, failures: 0, last: null as string | null };
  const ask = async <Value>(
    entry: 'recognise' | 'extract',
    prompt: string,
    read: (value: JsonValue) => Value,
    otherwise: Value,
  ): Promise<Value> => {
    trouble.calls += 1;
    const inputs = [prompt.slice(0, LONGEST_PROMPT)];
    const run = await readingSandbox().run({ ...helpers, source: script, entry, inputs, limitMs: callMs });
    if (!run.ok && isSandboxFault(run.error))
      throw new RlarError('RLAR_SANDBOX_FAILED', `a recogniser could not be asked: ${run.error.message}`);
    try {
      if (run.ok) return read(run.value);
      throw new Error(run.error.message);
    } catch (thrown) {
      trouble.failures += 1;
      trouble.last = `${entry}: ${reasonOf(thrown)}`.slice(0, 300);
      return otherwise;
    }
  };
  return {
    trouble,
    // All prompts share one context and the time of one call. A program that is late there, or keeps state, is asked prompt by prompt.
    silentOn: async (prompts) => {
      const inputs = [prompts.map((prompt) => prompt.slice(0, LONGEST_PROMPT))];
      const call = { ...helpers, source: silentOver(script), entry: NAME, inputs, limitMs: callMs };
      const run = await readingSandbox().run(call);
      return run.ok && run.value === true;
    },
    recognise: (prompt) => ask('recognise', prompt, (value) => readSpans(value, prompt), []),
    ...(extracts && {
      extract: (prompt: string) =>
        ask<JsonObject | null>('extract', prompt, (value) => kwargs.parse(value), null),
    }),
  };
}

/**
 * A program that runs too long is interrupted earlier. So a thread that had to be ended (`deadline`) was waiting for a
 * processor.
 */
function isSandboxFault({ boundary, code }: SandboxError): boolean {
  return boundary === 'sandbox' || code === 'deadline';
}

function reasonOf(thrown: unknown): string {
  if (thrown instanceof z.ZodError) return `returned ${thrown.issues[0]?.message ?? 'something else'}`;
  return thrown instanceof Error ? thrown.message : String(thrown);
}

/** @returns the spans in order; spans that touch or overlap are merged */
function readSpans(value: JsonValue, prompt: string): Span[] {
  const length = Math.min(prompt.length, LONGEST_PROMPT);
  const sorted = spans.parse(value).sort(([left], [right]) => left - right);
  const merged: [number, number][] = [];
  for (const [start, end] of sorted) {
    if (start >= end || end > length) throw new Error(`the span ${start} to ${end} is not in the prompt`);
    const last = merged.at(-1);
    if (last && start <= last[1]) last[1] = Math.max(last[1], end);
    else merged.push([start, end]);
  }
  return merged;
}
