/**
 * A fair queue. Shares (training runs) take turns, and each share is served in order of arrival. So a thousand pieces of an
 * evaluation do not delay the single piece of a training run.
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

  /** @returns the next entry, without removing it */
  peek(): Entry | undefined {
    return this.#waiting.values().next().value?.[0];
  }

  /** Removes and returns the next entry. Its share goes behind the other shares. */
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

  /** Removes an entry that no longer waits. */
  remove(share: string, entry: Entry): void {
    const entries = this.#waiting.get(share) ?? [];
    const left = entries.filter((other) => other !== entry);
    this.#size -= entries.length - left.length;
    if (left.length > 0) this.#waiting.set(share, left);
    else this.#waiting.delete(share);
  }

  /** Removes all entries. */
  drain(): Entry[] {
    const all = [...this.#waiting.values()].flat();
    this.#waiting.clear();
    this.#size = 0;
    return all;
  }
}
