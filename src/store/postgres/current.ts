import type { PostgresDatabase } from './database.ts';

/** Milliseconds after which the number is read again although nothing was notified. */
const POLL_MS = 5_000;

/**
 * The number of the library's last entry, as this replica knows it. Whoever appends an entry notifies the others, so that it
 * costs nothing to ask for. Behind that stands a poll: a notification that is lost delays an entry, and loses none.
 */
export class Current {
  static readonly CHANNEL = 'rlar_library';
  readonly #database: PostgresDatabase;
  readonly #read: () => Promise<number>;
  #state: 'deaf' | 'opening' | 'listening' = 'deaf';
  #seq = 0;
  #readAt = Number.NEGATIVE_INFINITY;

  /** @param read asks the database */
  constructor(database: PostgresDatabase, read: () => Promise<number>) {
    this.#database = database;
    this.#read = read;
  }

  /** Numbers only grow. */
  learn(seq: number): void {
    this.#seq = Math.max(this.#seq, seq);
  }

  async get(): Promise<number> {
    if (this.#state === 'listening' && performance.now() - this.#readAt < POLL_MS) return this.#seq;
    // It listens before it reads: what comes between the two is heard.
    if (this.#state === 'deaf') await this.#listen();
    const begun = performance.now();
    this.learn(await this.#read());
    this.#readAt = begun;
    return this.#seq;
  }

  async #listen(): Promise<void> {
    this.#state = 'opening';
    const onEnd = () => {
      this.#state = 'deaf';
    };
    try {
      await this.#database.listen(Current.CHANNEL, (text) => this.learn(Number(text) || 0), onEnd);
      if (this.#state === 'opening') this.#state = 'listening';
    } catch {
      // Without a connection to spare it polls.
      this.#state = 'deaf';
    }
  }
}
