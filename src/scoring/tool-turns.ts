import type { Tool } from '../spec/tool.ts';
import { Turns } from './turns.ts';

/**
 * Time after which waiting work is refused because no place of the tool came free: a multiple of its deadline, plus
 * milliseconds.
 */
const STUCK_TIMES = 10;
const STUCK_MS = 60_000;

/** The places of each version of a tool. */
export class ToolTurns {
  readonly #concurrency: number;
  readonly #turns = new Map<string, Turns>();

  /** @param concurrency places of a tool whose card says nothing else */
  constructor(concurrency: number) {
    this.#concurrency = concurrency;
  }

  of({ declaration }: Tool): Turns {
    const { id, version, deadlineMs, concurrency = this.#concurrency } = declaration;
    const key = JSON.stringify([id, version]);
    const turns = this.#turns.get(key) ?? new Turns(concurrency, STUCK_TIMES * deadlineMs + STUCK_MS);
    this.#turns.set(key, turns);
    return turns;
  }
}
