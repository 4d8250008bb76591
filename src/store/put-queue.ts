interface Waiting<Entry, Held> {
  readonly entries: readonly Entry[];
  resolve(held: Held[]): void;
  reject(thrown: unknown): void;
}

/** Sends what simultaneous requests ask as one job, because a job costs one message and its rows cost little. */
export class PutQueue<Entry, Held> {
  readonly #send: (entries: readonly Entry[]) => Promise<readonly Held[]>;
  #waiting: Waiting<Entry, Held>[] = [];

  /** @param send answers for each entry, in order */
  constructor(send: (entries: readonly Entry[]) => Promise<readonly Held[]>) {
    this.#send = send;
  }

  put(entries: readonly Entry[]): Promise<Held[]> {
    return new Promise((resolve, reject) => {
      if (this.#waiting.length === 0) setImmediate(() => this.#flush());
      this.#waiting.push({ entries, resolve, reject });
    });
  }

  async #flush(): Promise<void> {
    const waiting = this.#waiting;
    this.#waiting = [];
    try {
      const held = await this.#send(waiting.flatMap(({ entries }) => entries));
      let from = 0;
      for (const { entries, resolve } of waiting) resolve(held.slice(from, (from += entries.length)));
    } catch (thrown) {
      for (const { reject } of waiting) reject(thrown);
    }
  }
}
