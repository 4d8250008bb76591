import {
  closeSync,
  existsSync,
  fdatasyncSync,
  openSync,
  readFileSync,
  truncateSync,
  writeSync,
} from 'node:fs';
import { z } from 'zod';
import { completion } from '../../models/completer.ts';
import { type JsonObject, jsonObject } from '../../spec/json.ts';
import { redact } from './redact.ts';

const line = z.discriminatedUnion('type', [
  z.object({ type: z.literal('start'), at: z.number(), attempt: z.number().int(), model: z.string() }),
  z.object({ type: z.literal('event'), at: z.number(), event: z.looseObject({ step: z.string() }) }),
  completion.extend({
    type: z.literal('exchange'),
    at: z.number(),
    /** Milliseconds that the answer took. */
    ms: z.number(),
    key: z.string(),
    purpose: z.string(),
    /** Null where texts are not kept. */
    request: jsonObject.nullable(),
  }),
  /** Names earlier exchanges with invalid answers. A resumed acquisition asks these questions again. */
  z.object({ type: z.literal('unfit'), at: z.number(), keys: z.array(z.string()) }),
  z.object({ type: z.literal('end'), at: z.number(), status: z.string(), note: z.string() }),
]);
export type TraceLine = z.infer<typeof line>;

/** @returns the lines of a trace, in order; without the last one where a crash cut it short */
export function readTrace(path: string): TraceLine[] {
  if (!existsSync(path)) return [];
  return completeLines(readFileSync(path, 'utf8')).flatMap((text) => {
    const parsed = line.safeParse(safeJson(text));
    return parsed.success ? [parsed.data] : [];
  });
}

/**
 * The history of an acquisition, in order: events and model exchanges. Each line is durable before the next step, so a
 * killed acquisition goes on from its trace.
 */
export class Trace {
  readonly #file: number;
  readonly #keepTexts: boolean;
  #open = true;

  /** @param keepTexts false keeps neither prompts nor samples, of requests only the hash */
  constructor(path: string, keepTexts: boolean) {
    if (existsSync(path)) {
      const whole = completeLines(readFileSync(path, 'utf8')).map((text) => `${text}\n`);
      truncateSync(path, Buffer.byteLength(whole.join('')));
    }
    this.#file = openSync(path, 'a');
    this.#keepTexts = keepTexts;
  }

  get keepTexts(): boolean {
    return this.#keepTexts;
  }

  /** Entries after `close` are ignored. */
  append(entry: JsonObject): void {
    if (!this.#open) return;
    const kept = this.#keepTexts ? entry : redact(entry);
    writeSync(this.#file, `${JSON.stringify({ at: Date.now(), ...kept })}\n`);
    fdatasyncSync(this.#file);
  }

  /** It may be called several times. */
  close(): void {
    if (!this.#open) return;
    this.#open = false;
    closeSync(this.#file);
  }
}

function completeLines(text: string): string[] {
  return text
    .slice(0, text.lastIndexOf('\n') + 1)
    .split('\n')
    .slice(0, -1);
}

function safeJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
