import { TurnQueue } from '../spec/turn-queue.ts';
import { whoseTurn } from '../spec/whose-turn.ts';

/** As many pieces of work at one time as there are places; training runs take turns at them. */
export class Places {
  readonly #size: number;
  readonly #waiting = new TurnQueue<() => void>();
  #taken = 0;

  constructor(size: number) {
    this.#size = size;
  }

  /** Waits for a place, does the work, and gives the place back. */
  async run<Value>(work: () => Promise<Value>): Promise<Value> {
    if (this.#taken >= this.#size)
      await new Promise<void>((resolve) => this.#waiting.add(whoseTurn(), resolve));
    else this.#taken += 1;
    try {
      return await work();
    } finally {
      const next = this.#waiting.take();
      if (next) next();
      else this.#taken -= 1;
    }
  }
}
