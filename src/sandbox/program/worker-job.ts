import type { JsonObject } from '../../spec/json.ts';

/** One job of a warm worker: what all of it may know, then what each process alone may read, in order. */
export interface WorkerJob {
  readonly header: JsonObject;
  readonly parts: readonly JsonObject[];
  /** Milliseconds after which the worker and all in it are killed, without those of waits for a processor. */
  readonly deadlineMs: number;
  readonly memoryBytes: number;
  /** Ends the job, with its worker. */
  readonly signal?: AbortSignal | undefined;
  /** Milliseconds after which it yields to others; short by default. */
  readonly slowMs?: number;
  /** Whether it goes before others, because the machine had no processor for it before. */
  readonly urgent?: boolean;
}

/** How a job ended: with its result, or with the worker. */
export type WorkerReply =
  | { readonly state: 'answered'; readonly result: JsonObject }
  | { readonly state: 'deadline'; readonly starved: boolean }
  | { readonly state: 'died'; readonly memoryExceeded: boolean; readonly message: string };
