import { z } from 'zod';
import type { AdapterSpec } from '../../spec/adapter-spec.ts';
import { RlarError } from '../../spec/errors.ts';
import type { ToolHealth } from '../../spec/tool.ts';
import { AdaptiveQueue } from './adaptive-queue.ts';
import { InputRefused } from './ask-server.ts';
import type { BreakerSettings } from './circuit-breaker.ts';
import { Gathering } from './gathering.ts';
import { numberOf } from './number-of.ts';
import type { RawScore } from './raw-score.ts';
import { driftOf } from './recorded-scores.ts';
import type { Runtime } from './runtime.ts';
import { runtimeOf } from './runtimes.ts';
import type { ScorerInput } from './scorer-input.ts';
import { type ScorerServer, serverAt } from './scorer-server.ts';
import type { ServedModel } from './served-model.ts';
import { tokensOf } from './token-batches.ts';
import { TokenPlaces } from './token-places.ts';
import { unservableReason } from './unservable-reason.ts';

export interface ScorerSettings {
  /** Most requests that may be open at once. How many are is found out by how it goes. */
  readonly concurrency?: number;
  /** Tokens of one request, as far as they can be guessed. */
  readonly batchTokens?: number;
  /** Milliseconds that an item waits for others to share a request with. */
  readonly gatherMs?: number;
  /** Milliseconds that one request may take. The whole has the deadline of the signal. */
  readonly callMs?: number;
  readonly retries?: number;
  readonly retryMs?: number;
  readonly breaker?: BreakerSettings;
}

/** Everything that a server said of the inputs of one request. */
export interface Looked {
  /** The numbers of each item's labels, in order. */
  readonly numbers: readonly (readonly number[])[];
  /** Tokens of all items together; null where the server does not say. */
  readonly tokens: number | null;
}

/** Milliseconds for which recorded scores that came out again are taken for proof. */
const SAME_MS = 60_000;
/** Milliseconds within which they must come. */
const SAME_WITHIN_MS = 2_000;

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
  readonly #queue: AdaptiveQueue;
  readonly #gathering: Gathering;
  readonly #places: TokenPlaces;
  /** When the recorded scores were last seen to come out again. */
  #sameAt = Number.NEGATIVE_INFINITY;

  /**
   * @param server its address, or what answers in its place
   * @throws RLAR_INVALID_TOOL where such a model is not called so
   */
  constructor(spec: AdapterSpec, server: string | ScorerServer, settings: ScorerSettings = {}) {
    const reason = unservableReason(spec, placeOf(spec, server));
    const runtime = runtimeOf(spec);
    if (reason !== null || runtime === null)
      throw new RlarError('RLAR_INVALID_TOOL', `${spec.model}: ${reason}`);
    const { concurrency = 64, batchTokens = 16_384, gatherMs = 5, callMs = usualCallMs(spec) } = settings;
    const { retries = 3, retryMs = 200, breaker } = settings;
    this.#spec = spec;
    this.#server =
      typeof server === 'string'
        ? serverAt(spec, server, { retries, retryMs, callMs, ...(breaker && { breaker }) })
        : server;
    this.#runtime = runtime;
    this.#places = new TokenPlaces(this.#server, spec.model);
    this.#queue = new AdaptiveQueue({ most: concurrency });
    this.#gathering = new Gathering({
      gatherMs,
      batchTokens,
      most: runtime.most,
      send: (batch, signal) => this.#scoreBatch(batch, signal),
    });
  }

  /** @returns the result of each input, in order. @throws the signal's reason */
  async score(inputs: readonly ScorerInput[], signal: AbortSignal): Promise<RawScore[]> {
    if (inputs.some(({ as }) => as === 'pieces')) return this.#byPlaces(inputs, signal);
    const long = inputs.map((input) => this.#runtime.cutsSilently && tokensOf(input) > this.#spec.maxTokens);
    const fitting = inputs.filter((_, at) => !long[at]);
    const scores = (await this.#gathering.score(fitting, signal)).values();
    return long.map((tooLong) =>
      tooLong
        ? { unreadable: `it may be longer than ${this.#spec.maxTokens} tokens, and the server would cut it` }
        : scores.next().value!,
    );
  }

  /** Asks where the steps end among the tokens, then for the scores; an input without an answer costs its own alone. */
  async #byPlaces(inputs: readonly ScorerInput[], signal: AbortSignal): Promise<RawScore[]> {
    return Promise.all(
      inputs.map(async (input): Promise<RawScore> => {
        try {
          const placed = input.as === 'pieces' ? await this.#places.of(input, signal) : input;
          return (await this.score([placed], signal))[0]!;
        } catch (thrown) {
          signal.throwIfAborted();
          return this.#withoutScore(thrown);
        }
      }),
    );
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
      const numbers = this.#runtime.read(answer, spec, inputs.length, inputs);
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

  /**
   * A server that cannot tell its commit shows by recorded scores that it serves it. One that is too busy to answer in time
   * shows nothing: its calls do.
   */
  async #sameScores(signal: AbortSignal): Promise<ToolHealth> {
    if (performance.now() - this.#sameAt < SAME_MS) return { ok: true };
    const inTime = AbortSignal.any([signal, AbortSignal.timeout(SAME_WITHIN_MS)]);
    const apart = { score: (inputs: readonly ScorerInput[]) => this.#apart(inputs, inTime) };
    try {
      const drift = await driftOf(this.#spec, apart, inTime);
      if (drift !== null) return { ok: false, reason: `${this.#server.name}: ${drift}` };
      this.#sameAt = performance.now();
    } catch {
      signal.throwIfAborted();
    }
    return { ok: true };
  }

  /** Asks at once, beside all that waits in the queue. */
  async #apart(inputs: readonly ScorerInput[], signal: AbortSignal): Promise<RawScore[]> {
    const numbers: (readonly number[])[] = [];
    const most = inputs[0] ? this.#runtime.most(inputs[0].as) : 1;
    const placed = await Promise.all(
      inputs.map((input) => (input.as === 'pieces' ? this.#places.of(input, signal) : input)),
    );
    for (let from = 0; from < placed.length; from += most)
      numbers.push(...(await this.look(placed.slice(from, from + most), signal)).numbers);
    return numbers.map((own, at) => numberOf(this.#spec, own, placed[at]!.steps));
  }

  served(signal: AbortSignal): Promise<ServedModel> {
    return this.#server.served(signal);
  }

  /** One request. Where it is refused for one of its items, each of them is sent alone. */
  async #scoreBatch(batch: readonly ScorerInput[], signal: AbortSignal): Promise<RawScore[]> {
    try {
      const numbers = await this.#queue.add(() => this.#ask(batch, signal), signal);
      return numbers.map((own, at) => numberOf(this.#spec, own, batch[at]!.steps));
    } catch (thrown) {
      signal.throwIfAborted();
      if (thrown instanceof InputRefused && batch.length > 1)
        return (await Promise.all(batch.map((item) => this.#scoreBatch([item], signal)))).flat();
      return batch.map(() => this.#withoutScore(thrown));
    }
  }

  #withoutScore(thrown: unknown): RawScore {
    if (thrown instanceof RlarError) return { error: thrown };
    if (!(thrown instanceof InputRefused))
      return { error: new RlarError('RLAR_SCORER_INVALID', `${this.#server.name}: ${messageOf(thrown)}`) };
    if (thrown.unreadable || LENGTH.test(thrown.message)) return { unreadable: thrown.message };
    return { error: new RlarError('RLAR_SCORER_REFUSED', thrown.message) };
  }

  async #ask(batch: readonly ScorerInput[], signal: AbortSignal): Promise<readonly (readonly number[])[]> {
    const spec = this.#spec;
    const body = this.#runtime.body(spec, batch);
    const answer = await this.#server.ask(this.#runtime.path, body, signal, (sign) => this.#queue.note(sign));
    const numbers = this.#runtime.read(answer, spec, batch.length, batch);
    if (numbers.length !== batch.length)
      throw new Error(`${numbers.length} scores for ${batch.length} items`);
    return numbers;
  }
}

/** Milliseconds of one request: a model that writes its reasons takes longer than one with a head. */
function usualCallMs({ read }: AdapterSpec): number {
  return read.from === 'verdict' ? 180_000 : 30_000;
}

/** An engine that rlar started is asked as a server at an address is. */
function placeOf({ runtime }: AdapterSpec, server: string | ScorerServer): 'address' | 'worker' {
  return typeof server === 'object' && runtime === 'managed-worker' ? 'worker' : 'address';
}

function messageOf(thrown: unknown): string {
  if (thrown instanceof z.ZodError) {
    const { path, message } = thrown.issues[0]!;
    return `the answer has another shape: ${path.map(String).join('.')}: ${message}`;
  }
  return thrown instanceof Error ? thrown.message : String(thrown);
}
