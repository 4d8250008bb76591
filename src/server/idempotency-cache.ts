import { LRUCache } from 'lru-cache';
import { Interest } from '../scoring/interest.ts';

/** A reply that was sent. */
export interface Reply {
  readonly status: number;
  /** JSON. */
  readonly body: string | Buffer;
  /** Number of rollouts without a reward, for which the trainer's policy gave a value. */
  readonly replaced?: number;
}

/** A request whose work is under way, and the clients that wait for it. */
interface Running {
  readonly reply: Promise<Reply>;
  readonly interest: Interest;
}

/** The identity of a request, and a signal that says whether its client is still connected. */
interface Asked {
  readonly route: string;
  /** Hash of the request's bytes. */
  readonly digest: string;
  /** Aborted when the client has gone. */
  readonly client: AbortSignal;
}

const KEPT_BYTES = 64 * 1024 * 1024;
const KEPT_MS = 10 * 60 * 1000;

/**
 * Idempotency by content. A request with the same bytes joins the running work or gets the earlier reply. So a retry
 * neither doubles the load nor enters the ledger twice. Failures are never kept. When all clients of a piece of work have
 * gone, the work is aborted after a short delay in which a retry can join it.
 */
export class IdempotencyCache {
  readonly #kept = new LRUCache<string, Reply>({
    maxSize: KEPT_BYTES,
    ttl: KEPT_MS,
    sizeCalculation: (reply) => reply.body.length + 1,
  });
  readonly #running = new Map<string, Running>();
  readonly #graceMs: number;
  #joined = 0;

  /** @param graceMs milliseconds for which work goes on without a client */
  constructor(graceMs: number) {
    this.#graceMs = graceMs;
  }

  /** Number of requests that were answered by the work of another request. */
  get joined(): number {
    return this.#joined;
  }

  /**
   * @param work resolves to a reply, and whether it may be kept; its signal is aborted when all clients have gone
   * @throws the error of the work; RLAR_CANCELLED where the work was aborted
   */
  async once(
    { route, digest, client }: Asked,
    work: (signal: AbortSignal) => Promise<Reply & { readonly keep: boolean }>,
  ): Promise<Reply> {
    const key = `${digest} ${route}`;
    const kept = this.#kept.get(key);
    const running = this.#running.get(key);
    if (kept) {
      this.#joined += 1;
      return kept;
    }
    if (running && !running.interest.signal.aborted) {
      this.#joined += 1;
      running.interest.join(client);
      return running.reply;
    }
    const interest = new Interest(this.#graceMs);
    interest.join(client);
    const reply = work(interest.signal)
      .then(({ keep, ...made }) => {
        if (keep) this.#kept.set(key, { ...made, body: ownMemory(made.body) });
        return made;
      })
      .finally(() => {
        interest.end();
        if (this.#running.get(key) === own) this.#running.delete(key);
      });
    const own: Running = { reply, interest };
    this.#running.set(key, own);
    return reply;
  }
}

/** Node cuts small buffers out of a common piece of memory, all of which stays as long as one of them is kept. */
function ownMemory(body: string | Buffer): string | Buffer {
  if (typeof body === 'string' || body.buffer.byteLength === body.length) return body;
  const own = Buffer.allocUnsafeSlow(body.length);
  body.copy(own);
  return own;
}
