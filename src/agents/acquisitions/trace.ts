import { z } from 'zod';
import { completion } from '../../models/completer.ts';
import { type JsonObject, jsonObject } from '../../spec/json.ts';
import { type FileLog, type HomeFiles, wholeLines } from '../../store/home-files.ts';
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

/** @returns the entries of a trace, in order */
export async function readTrace(files: HomeFiles, path: string): Promise<TraceLine[]> {
  return entriesOf(wholeLines((await files.read(path)) ?? ''));
}

function entriesOf(lines: readonly string[]): TraceLine[] {
  return lines.flatMap((text) => {
    const parsed = line.safeParse(safeJson(text));
    return parsed.success ? [parsed.data] : [];
  });
}

/**
 * The history of an acquisition, in order: events and model exchanges. All is durable before the next question is paid for, so a
 * killed acquisition goes on from its trace.
 */
export class Trace {
  readonly #log: FileLog;
  readonly keepTexts: boolean;
  /** The entries that were there before. */
  readonly earlier: readonly TraceLine[];
  #last: Promise<void> = Promise.resolve();
  #open = true;

  private constructor(log: FileLog, keepTexts: boolean) {
    this.#log = log;
    this.keepTexts = keepTexts;
    this.earlier = entriesOf(log.lines);
  }

  /** @param keepTexts false keeps neither prompts nor samples, of requests only the hash */
  static async open(files: HomeFiles, path: string, keepTexts: boolean): Promise<Trace> {
    return new Trace(await files.openLog(path), keepTexts);
  }

  /** Resolves when this entry, and all before it, are durable. Entries after `close` are ignored. */
  append(entry: JsonObject): Promise<void> {
    if (!this.#open) return Promise.resolve();
    const kept = this.keepTexts ? entry : redact(entry);
    const written = this.#log.append(JSON.stringify({ at: Date.now(), ...kept }));
    this.#last = this.#last.then(() => written);
    this.#last.catch(() => {});
    return this.#last;
  }

  /** Resolves when every entry so far is durable. @throws where one could not be kept */
  kept(): Promise<void> {
    return this.#last;
  }

  /** Takes no more entries. It may be called several times. */
  async close(): Promise<void> {
    if (!this.#open) return;
    this.#open = false;
    await this.#last.catch(() => {});
    this.#log.close();
  }
}

function safeJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
