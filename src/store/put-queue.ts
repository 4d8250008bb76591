import type { WriterClient } from './writer-client.ts';
import type { WriterMethods } from './writer-jobs.ts';

type Encoded = Parameters<WriterMethods['putAssignments']>[0];
type Held = ReturnType<WriterMethods['putAssignments']>;

interface Waiting {
  readonly entries: Encoded;
  resolve(held: Held): void;
  reject(thrown: unknown): void;
}

/** Sends the assignments of simultaneous requests as one job, because a job costs one message and its rows cost little. */
export class PutQueue {
  readonly #writer: WriterClient;
  #waiting: Waiting[] = [];

  constructor(writer: WriterClient) {
    this.#writer = writer;
  }

  put(entries: Encoded): Promise<Held> {
    return new Promise((resolve, reject) => {
      if (this.#waiting.length === 0) setImmediate(() => this.#send());
      this.#waiting.push({ entries, resolve, reject });
    });
  }

  async #send(): Promise<void> {
    const waiting = this.#waiting;
    this.#waiting = [];
    try {
      const held = await this.#writer.call(
        'putAssignments',
        waiting.flatMap(({ entries }) => entries),
      );
      let from = 0;
      for (const { entries, resolve } of waiting) resolve(held.slice(from, (from += entries.length)));
    } catch (thrown) {
      for (const { reject } of waiting) reject(thrown);
    }
  }
}
