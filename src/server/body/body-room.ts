import { RlarError } from '../../spec/errors.ts';

/** Bytes of a body that are always read, so that large bodies never delay small ones. */
const SMALL_BYTES = 1024 * 1024;
const REMEDY =
  'Try again after the Retry-After seconds with smaller batches: bodies below 1 MiB never wait. Raise limits.bodiesBytes or limits.queueWaitMs if it lasts.';

/** The room of one request's body, from its first byte to the reply. */
export class BodyPlace {
  readonly #room: BodyRoom;
  bytes = 0;
  /** Milliseconds that it has waited so far, over all of its parts. */
  waitedMs = 0;

  constructor(room: BodyRoom) {
    this.#room = room;
  }

  /**
   * Takes room for bytes that have arrived. If there is no room, it waits, and no more bytes are read meanwhile.
   * @throws RLAR_OVERLOADED when all of its waits together are longer than they may be
   */
  async take(bytes: number): Promise<void> {
    this.bytes += bytes;
    if (this.bytes > SMALL_BYTES) await this.#room.enter(this);
  }

  /** Releases all of its room. It may be called several times. */
  leave(): void {
    this.#room.leave(this);
    this.bytes = 0;
  }
}

/**
 * Bounds the memory of all bodies together, including those of requests in work. While the memory is used up, reading of
 * large bodies pauses, and their clients wait as on a slow line, in the order of arrival. The first large body is always
 * read, so that half-read bodies never block each other.
 */
export class BodyRoom {
  readonly #most: number;
  readonly #waitMs: number;
  /** Large bodies, in the order in which they came. */
  readonly #large = new Set<BodyPlace>();
  readonly #waiting = new Map<BodyPlace, () => void>();

  /**
   * @param most most bytes of all large bodies together
   * @param waitMs most milliseconds that a body may wait, over all of its parts
   */
  constructor(most: number, waitMs: number) {
    this.#most = most;
    this.#waitMs = waitMs;
  }

  open(): BodyPlace {
    return new BodyPlace(this);
  }

  /** Present number of bytes of large bodies. */
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
    const start = performance.now();
    const left = Math.max(0, this.#waitMs - place.waitedMs);
    const timer = setTimeout(() => {
      const message = `bodies of ${this.taken} bytes are in work, waited ${this.#waitMs} ms`;
      reject(new RlarError('RLAR_OVERLOADED', message, { remedy: REMEDY }));
    }, left);
    this.#waiting.set(place, resolve);
    try {
      await promise;
    } finally {
      clearTimeout(timer);
      place.waitedMs += performance.now() - start;
      this.#waiting.delete(place);
    }
  }

  leave(place: BodyPlace): void {
    if (!this.#large.delete(place)) return;
    this.#waiting.get(place)?.();
    for (const other of this.#large) {
      const goOn = this.#waiting.get(other);
      if (goOn && this.#hasRoomFor(other)) goOn();
    }
  }
}
