import PQueue from 'p-queue';
import { z } from 'zod';
import type { AdapterSpec } from '../../spec/adapter-spec.ts';
import { RlarError } from '../../spec/errors.ts';
import type { ToolHealth } from '../../spec/tool.ts';
import { InputRefused } from './ask-server.ts';
import { numberOf } from './number-of.ts';
import type { RawScore } from './raw-score.ts';
import { driftOf } from './recorded-scores.ts';
import type { ScorerInput } from './render-input.ts';
import { type Runtime, runtimeOf } from './runtimes.ts';
import { type ScorerServer, serverAt } from './scorer-server.ts';
import type { ServedModel } from './served-model.ts';
import { tokenBatches, tokensOf } from './token-batches.ts';
import { unservableReason } from './unservable-reason.ts';

export interface ScorerSettings {
  /** Requests that may be open at once. */
  readonly concurrency?: number;
  /** Tokens of one request, as far as they can be guessed. */
  readonly batchTokens?: number;
  readonly retries?: number;
  readonly retryMs?: number;
}

/** Everything that a server said of the inputs of one request. */
export interface Looked {
  /** The numbers of each item's labels, in order. */
  readonly numbers: readonly (readonly number[])[];
  /** Tokens of all items together; null where the server does not say. */
  readonly tokens: number | null;
}

interface Item {
  readonly at: number;
  readonly input: ScorerInput;
}

/** Milliseconds for which recorded scores that came out again are taken for proof. */
const SAME_MS = 60_000;

/** What servers say of an input that is longer than the model reads. */
const LENGTH =
  /maximum (?:context|model|input)? ?length|context length|max_(?:model_len|length|input_length)|(?:less|fewer) than \d+ tokens|(?:input|text|prompt|sequence) (?:is )?too long|longer than/i;

/**
 * A reward model behind a server or a worker, called as its adapter says and in no other way. Each item gets a number or the
 * reason for none: a request that fails costs the items that it carried and no others.
 */
export class ScorerClient {
  readonly #spec: AdapterSpec;
  readonly #server: ScorerServer;
  readonly #runtime: Runtime;
  readonly #queue: PQueue;
  readonly #batchTokens: number;
  /** When the recorded scores were last seen to come out again. */
  #sameAt = Number.NEGATIVE_INFINITY;

  /**
   * @param server its address, or what answers in its place
   * @throws RLAR_INVALID_TOOL where such a model is not called so
   */
  constructor(spec: AdapterSpec, server: string | ScorerServer, settings: ScorerSettings = {}) {
    const reason = unservableReason(spec, typeof server === 'string' ? 'address' : 'worker');
    const runtime = runtimeOf(spec);
    if (reason !== null || runtime === null)
      throw new RlarError('RLAR_INVALID_TOOL', `${spec.model}: ${reason}`);
    const { concurrency = 16, batchTokens = 16_384, retries = 3, retryMs = 200 } = settings;
    this.#spec = spec;
    this.#server = typeof server === 'string' ? serverAt(spec, server, { retries, retryMs }) : server;
    this.#runtime = runtime;
    this.#queue = new PQueue({ concurrency });
    this.#batchTokens = batchTokens;
  }

  /** @returns the result of each input, in order. @throws the signal's reason */
  async score(inputs: readonly ScorerInput[], signal: AbortSignal): Promise<RawScore[]> {
    const results: RawScore[] = inputs.map(() => ({
      error: new RlarError('RLAR_SCORER_INVALID', 'no answer was read for it'),
    }));
    const items = inputs.map((input, at) => ({ input, at }));
    const fitting = items.filter(({ at, input }) => {
      if (!this.#runtime.cutsSilently || tokensOf(input) <= this.#spec.maxTokens) return true;
      results[at] = {
        unreadable: `it may be longer than ${this.#spec.maxTokens} tokens, and the server would cut it`,
      };
      return false;
    });
    const batches = tokenBatches(fitting, this.#batchTokens, this.#runtime.most);
    await Promise.all(batches.map((batch) => this.#scoreBatch(batch, results, signal)));
    return results;
  }

  /**
   * Sends all inputs in one request, whatever the budget, and reads everything that the server says of them: for probes.
   * @param changed facts of the adapter that this request is to have otherwise, such as its activation
   * @throws RlarError RLAR_SCORER_… · InputRefused · the signal's reason
   */
  async look(
    inputs: readonly ScorerInput[],
    signal: AbortSignal,
    changed: Partial<AdapterSpec> = {},
  ): Promise<Looked> {
    const spec = { ...this.#spec, ...changed };
    const body = this.#runtime.body(spec, inputs);
    const answer = await this.#server.ask(this.#runtime.path, body, signal);
    try {
      const numbers = this.#runtime.read(answer, spec, inputs.length);
      return { numbers, tokens: this.#runtime.tokens?.(answer) ?? null };
    } catch (thrown) {
      throw new RlarError('RLAR_SCORER_INVALID', `${this.#server.name}: ${messageOf(thrown)}`);
    }
  }

  /** Items that one request can carry. */
  mostOf(as: ScorerInput['as']): number {
    return this.#runtime.most(as);
  }

  /** Whether requests can ask for an activation and for none. */
  get activates(): boolean {
    return this.#runtime.activates && this.#runtime.path !== '';
  }

  /** Asks the server what it serves. A server that is away, or serves another model, cannot work. */
  async health(signal: AbortSignal): Promise<ToolHealth> {
    const served = await this.served(signal);
    if (served.is === 'wrong' || served.is === 'away')
      return { ok: false, reason: `${this.#server.name}: ${served.reason}` };
    if (served.is === 'right' && served.revision) return { ok: true };
    return this.#sameScores(signal);
  }

  /** A server that cannot tell its commit shows by recorded scores that it serves it. */
  async #sameScores(signal: AbortSignal): Promise<ToolHealth> {
    if (performance.now() - this.#sameAt < SAME_MS) return { ok: true };
    const drift = await driftOf(this.#spec, this, signal);
    if (drift !== null) return { ok: false, reason: `${this.#server.name}: ${drift}` };
    this.#sameAt = performance.now();
    return { ok: true };
  }

  served(signal: AbortSignal): Promise<ServedModel> {
    return this.#server.served(signal);
  }

  async #scoreBatch(batch: readonly Item[], results: RawScore[], signal: AbortSignal): Promise<void> {
    const all = (result: RawScore): void => {
      for (const { at } of batch) results[at] = result;
    };
    try {
      const numbers = await this.#queue.add(() => this.#ask(batch, signal), { signal });
      for (const [index, { at }] of batch.entries()) results[at] = numberOf(this.#spec, numbers[index]!);
    } catch (thrown) {
      signal.throwIfAborted();
      if (thrown instanceof InputRefused && batch.length > 1)
        await Promise.all(batch.map((item) => this.#scoreBatch([item], results, signal)));
      else if (thrown instanceof InputRefused && (thrown.unreadable || LENGTH.test(thrown.message)))
        all({ unreadable: thrown.message });
      else if (thrown instanceof RlarError) all({ error: thrown });
      else if (thrown instanceof InputRefused)
        all({ error: new RlarError('RLAR_SCORER_REFUSED', thrown.message) });
      else all({ error: new RlarError('RLAR_SCORER_INVALID', `${this.#server.name}: ${messageOf(thrown)}`) });
    }
  }

  async #ask(batch: readonly Item[], signal: AbortSignal): Promise<readonly (readonly number[])[]> {
    const spec = this.#spec;
    const body = this.#runtime.body(
      spec,
      batch.map(({ input }) => input),
    );
    const answer = await this.#server.ask(this.#runtime.path, body, signal);
    const numbers = this.#runtime.read(answer, spec, batch.length);
    if (numbers.length !== batch.length)
      throw new Error(`${numbers.length} scores for ${batch.length} items`);
    return numbers;
  }
}

function messageOf(thrown: unknown): string {
  if (thrown instanceof z.ZodError) {
    const { path, message } = thrown.issues[0]!;
    return `the answer has another shape: ${path.map(String).join('.')}: ${message}`;
  }
  return thrown instanceof Error ? thrown.message : String(thrown);
}
