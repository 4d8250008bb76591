import { LRUCache } from 'lru-cache';

/** A reply as sent. */
export interface Reply {
  readonly status: number;
  readonly body: string;
  /** Rollouts for which a trainer's policy stands in place of a reward. */
  readonly replaced?: number;
}

const KEPT_BYTES = 64 * 1024 * 1024;
const KEPT_MS = 10 * 60 * 1000;

/**
 * Idempotency by content: a request with the same bytes joins the work that is running, or gets the reply that was
 * given, so that a client's retry neither doubles the load nor enters the ledger twice. Failures are never kept.
 */
export class Replies {
  readonly #kept = new LRUCache<string, Reply>({
    maxSize: KEPT_BYTES,
    ttl: KEPT_MS,
    sizeCalculation: (reply) => reply.body.length + 1,
  });
  readonly #running = new Map<string, Promise<Reply>>();
  #joined = 0;

  /** Requests that were answered by another one's work. */
  get joined(): number {
    return this.#joined;
  }

  /**
   * @param digest of the request's bytes
   * @param work resolves to a reply, and whether it may be kept
   */
  async once(
    route: string,
    digest: string,
    work: () => Promise<Reply & { readonly keep: boolean }>,
  ): Promise<Reply> {
    const key = `${digest} ${route}`;
    const there = this.#kept.get(key) ?? this.#running.get(key);
    if (there) {
      this.#joined += 1;
      return there;
    }
    const running = work().then(({ keep, ...reply }) => {
      if (keep) this.#kept.set(key, reply);
      return reply;
    });
    this.#running.set(key, running);
    try {
      return await running;
    } finally {
      this.#running.delete(key);
    }
  }
}
