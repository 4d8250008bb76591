import { RlarError } from '../../spec/errors.ts';

/** Bytes of a body that are read in any case: no large body stands in the way of a small one. */
const SMALL_BYTES = 1024 * 1024;

/** What one request's body takes up, from its first byte to the reply. */
export class BodyPlace {
  readonly #room: BodyRoom;
  bytes = 0;

  constructor(room: BodyRoom) {
    this.#room = room;
  }

  /**
   * Takes room for bytes that have arrived; waits before more are read where there is none.
   * @throws RLAR_OVERLOADED after the wait
   */
  async take(bytes: number): Promise<void> {
    this.bytes += bytes;
    if (this.bytes > SMALL_BYTES) await this.#room.enter(this);
  }

  /** Gives all of it back. Any number of calls. */
  leave(): void {
    this.#room.leave(this);
    this.bytes = 0;
  }
}

/**
 * Bounds the memory that bodies take up together, those whose requests are in work included. While it is used up, large
 * bodies are not read on: their clients wait as on a slow line, in the order in which they came. The first of them is
 * always read, so that bodies that came in part never wait for each other.
 */
export class BodyRoom {
  readonly #most: number;
  readonly #waitMs: number;
  /** Large bodies, in the order in which they came. */
  readonly #large = new Set<BodyPlace>();
  readonly #waiting = new Map<BodyPlace, () => void>();

  /**
   * @param most bytes of large bodies together
   * @param waitMs milliseconds that one may wait
   */
  constructor(most: number, waitMs: number) {
    this.#most = most;
    this.#waitMs = waitMs;
  }

  open(): BodyPlace {
    return new BodyPlace(this);
  }

  /** Bytes of large bodies now. */
  get taken(): number {
    let sum = 0;
    for (const { bytes } of this.#large) sum += bytes;
    return sum;
  }

  #hasRoomFor(place: BodyPlace): boolean {
    const [first] = this.#large;
    return place === first || this.taken <= this.#most;
  }

  async enter(place: BodyPlace): Promise<void> {
    this.#large.add(place);
    if (this.#hasRoomFor(place)) return;
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const message = `bodies of ${this.taken} bytes are in work, waited ${this.#waitMs} ms`;
    const timer = setTimeout(() => reject(new RlarError('RLAR_OVERLOADED', message)), this.#waitMs);
    this.#waiting.set(place, resolve);
    try {
      await promise;
    } finally {
      clearTimeout(timer);
      this.#waiting.delete(place);
    }
  }

  leave(place: BodyPlace): void {
    this.#large.delete(place);
    for (const [other, goOn] of this.#waiting) {
      if (!this.#hasRoomFor(other)) break;
      goOn();
    }
  }
}
