import { orAborted } from '../../spec/or-aborted.ts';
import type { RawScore } from './raw-score.ts';
import type { ScorerInput } from './scorer-input.ts';
import { tokenBatches, tokensOf } from './token-batches.ts';

export interface GatheringSettings {
  /** Milliseconds that an item waits for others to share a request with. */
  readonly gatherMs: number;
  /** Tokens of one request. */
  readonly batchTokens: number;
  /** Items that one request can carry. */
  readonly most: (as: ScorerInput['as']) => number;
  /** Sends one request. It rejects for no reason but its signal's. */
  readonly send: (batch: readonly ScorerInput[], signal: AbortSignal) => Promise<readonly RawScore[]>;
}

interface Item {
  readonly input: ScorerInput;
  /** As far as they can be guessed. */
  readonly tokens: number;
  readonly signal: AbortSignal;
  readonly done: PromiseWithResolvers<RawScore>;
}

/**
 * Puts items of different calls into the same requests, of like length, so that a trainer which sends one response at a
 * time costs a server no more than one that sends groups. A caller that gives up takes its own items out, and no others.
 */
export class Gathering {
  readonly #settings: GatheringSettings;
  #waiting: Item[] = [];
  #timer: NodeJS.Timeout | null = null;

  constructor(settings: GatheringSettings) {
    this.#settings = settings;
  }

  /** @returns the result of each input, in order. @throws the signal's reason */
  async score(inputs: readonly ScorerInput[], signal: AbortSignal): Promise<RawScore[]> {
    signal.throwIfAborted();
    const items = inputs.map(
      (input): Item => ({ input, tokens: tokensOf(input), signal, done: Promise.withResolvers<RawScore>() }),
    );
    const all = Promise.all(items.map(({ done }) => done.promise));
    all.catch(() => {});
    this.#waiting.push(...items);
    if (this.#isFull()) this.#flush();
    else if (items.length > 0) this.#timer ??= setTimeout(() => this.#flush(), this.#settings.gatherMs);
    return orAborted(all, signal);
  }

  #isFull(): boolean {
    const { batchTokens, most, gatherMs } = this.#settings;
    const [first] = this.#waiting;
    if (!first) return false;
    if (gatherMs === 0 || this.#waiting.length >= most(first.input.as)) return true;
    return this.#waiting.reduce((sum, { tokens }) => sum + tokens, 0) >= batchTokens;
  }

  #flush(): void {
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = null;
    const waiting = this.#waiting.filter(({ signal }) => !signal.aborted);
    this.#waiting = [];
    const { batchTokens, most } = this.#settings;
    // Of like length, because each item is padded to the longest of its request.
    const byLength = waiting.toSorted((left, right) => right.tokens - left.tokens);
    for (const batch of tokenBatches(byLength, batchTokens, most)) void this.#send(batch);
  }

  async #send(batch: readonly Item[]): Promise<void> {
    const given = new AbortController();
    // A call has one signal for all of its items.
    const signals = [...new Set(batch.map(({ signal }) => signal))];
    const giveUp = () => {
      if (signals.every((signal) => signal.aborted)) given.abort(signals[0]!.reason);
    };
    for (const signal of signals) signal.addEventListener('abort', giveUp);
    try {
      const results = await this.#settings.send(
        batch.map(({ input }) => input),
        given.signal,
      );
      for (const [at, { done }] of batch.entries()) done.resolve(results[at]!);
    } catch (thrown) {
      for (const { done } of batch) done.reject(thrown);
    } finally {
      for (const signal of signals) signal.removeEventListener('abort', giveUp);
    }
  }
}
