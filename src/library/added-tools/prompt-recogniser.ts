import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import type { SandboxError } from '../../sandbox/program/types.ts';
import { RlarError } from '../../spec/errors.ts';
import { type JsonObject, type JsonValue, jsonObject } from '../../spec/json.ts';
import type { Recogniser, Span } from '../../spec/tool.ts';
import { readingSandbox, type Script } from './javascript-calls.ts';

/** Characters of a prompt that recognisers see. */
const LONGEST_PROMPT = 100_000;
const MOST_SPANS = 200;
/** Characters of extracted arguments, as JSON. */
const LONGEST_KWARGS = 4_000;

/** A name that no program knows, so that none can tell how it is asked. */
const NAME = `__${randomBytes(12).toString('hex')}`;
/** Says whether `recognise` gives an empty list for every prompt, by nothing that a program could have changed. */
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
 * @returns both in QuickJS, a fresh context for each call. Where the program throws, uses up its time or returns something
 * else, the prompt is not recognised, and that is counted in `trouble`. Where the sandbox fails, nobody knows what the
 * program would have said, and the call rejects with RLAR_SANDBOX_FAILED.
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
    // In one context and within the time of one call: a program that is late there, or keeps something, is asked prompt by prompt.
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

/** A thread that had to be ended (`deadline`) waited for a processor: a program that runs too long is interrupted before that. */
function isSandboxFault({ boundary, code }: SandboxError): boolean {
  return boundary === 'sandbox' || code === 'deadline';
}

function reasonOf(thrown: unknown): string {
  if (thrown instanceof z.ZodError) return `returned ${thrown.issues[0]?.message ?? 'something else'}`;
  return thrown instanceof Error ? thrown.message : String(thrown);
}

/** @returns the spans in order, those that touch or overlap as one */
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
