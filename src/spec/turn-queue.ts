/**
 * What waits for its turn: shares (training runs) take turns, and each share is served first come first. The thousand
 * pieces of an evaluation do not stand before the one piece of a training.
 */
export class TurnQueue<Entry> {
  /** By share, in the order of turns. */
  readonly #waiting = new Map<string, Entry[]>();
  #size = 0;

  get size(): number {
    return this.#size;
  }

  add(share: string, entry: Entry): void {
    const before = this.#waiting.get(share);
    if (before) before.push(entry);
    else this.#waiting.set(share, [entry]);
    this.#size += 1;
  }

  /** @returns whose turn is next, and leaves it waiting */
  peek(): Entry | undefined {
    return this.#waiting.values().next().value?.[0];
  }

  /** Takes out whose turn is next; its share goes behind the others. */
  take(): Entry | undefined {
    const first = this.#waiting.entries().next().value;
    if (!first) return undefined;
    const [share, entries] = first;
    const entry = entries.shift();
    this.#waiting.delete(share);
    if (entries.length > 0) this.#waiting.set(share, entries);
    this.#size -= 1;
    return entry;
  }

  /** Takes out one that waits no more. */
  remove(share: string, entry: Entry): void {
    const entries = this.#waiting.get(share) ?? [];
    const left = entries.filter((other) => other !== entry);
    this.#size -= entries.length - left.length;
    if (left.length > 0) this.#waiting.set(share, left);
    else this.#waiting.delete(share);
  }

  /** Takes out everything. */
  drain(): Entry[] {
    const all = [...this.#waiting.values()].flat();
    this.#waiting.clear();
    this.#size = 0;
    return all;
  }
}
