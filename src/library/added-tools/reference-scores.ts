import { hash } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import type { Outcome } from '../../models/reward-models/model-scorer.ts';
import type { ToolQuery } from '../../spec/tool.ts';

/** Scores that are kept: about 100 bytes each. */
const KEPT = 20_000;

/**
 * Scores of reference responses. They belong to one version of a tool, and are asked for once for each prompt: by every
 * group that brings it, also by two at the same time, so that all responses to a prompt stand beside the same numbers.
 */
export class ReferenceScores {
  readonly #ask: (query: ToolQuery, text: string, signal: AbortSignal) => Promise<Outcome>;
  readonly #known = new LRUCache<string, Promise<Outcome>>({ max: KEPT });

  constructor(ask: (query: ToolQuery, text: string, signal: AbortSignal) => Promise<Outcome>) {
    this.#ask = ask;
  }

  /** @returns the outcome of each text; one without a score is asked for again the next time. @throws the signal's reason */
  of(query: ToolQuery, texts: readonly string[], signal: AbortSignal): Promise<Outcome[]> {
    return Promise.all(texts.map((text) => this.#one(query, text, signal)));
  }

  async #one(query: ToolQuery, text: string, signal: AbortSignal): Promise<Outcome> {
    const key = hash('sha256', JSON.stringify([query.prompt, query.messages, text]), 'base64');
    const before = this.#known.get(key);
    if (before) {
      try {
        const outcome = await before;
        if ('score' in outcome) return outcome;
      } catch {
        // The caller that asked gave up; this one has not.
        signal.throwIfAborted();
      }
    }
    const asking = this.#ask(query, text, signal);
    const forget = () => {
      if (this.#known.get(key) === asking) this.#known.delete(key);
    };
    this.#known.set(key, asking);
    asking.then((outcome) => 'score' in outcome || forget(), forget);
    return asking;
  }
}
