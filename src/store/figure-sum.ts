import { z } from 'zod';
import { SLOTS, type Slots } from '../spec/slots.ts';
import { CAUSES } from '../spec/verdict.ts';
import type { FactSource } from './fact-source.ts';
import type { PartFigures } from './views.ts';

/** The columns of `fact_cells` that are added up, for a SELECT that groups by status, cause and flags. */
export const CELL_SUMS = `status, cause, flags, sum(rows) AS rows, sum(rewards) AS rewards, min(low) AS low,
  max(high) AS high, sum(characters) AS characters, sum(measured) AS measured, max(latest) AS latest,
  ${SLOTS.map((slot) => `sum(${slot}) AS ${slot}, sum(${slot}_rows) AS ${slot}_rows`).join(', ')}`;

const SUMMED = SLOTS.flatMap((slot) => [slot, `${slot}_rows`]);
const cell = z
  .object({
    status: z.number(),
    cause: z.number(),
    rows: z.number(),
    rewards: z.number(),
    low: z.number().nullable(),
    high: z.number().nullable(),
    characters: z.number(),
    measured: z.number(),
    latest: z.number(),
  })
  .catchall(z.unknown());

/** Adds up cells. */
export class FigureSum {
  #rewards = 0;
  #scored = 0;
  #total = 0;
  #low: number | null = null;
  #high: number | null = null;
  #characters = 0;
  #measured = 0;
  #latest = 0;
  #groups = 0;
  #same = 0;
  readonly #missing = { output: 0, query: 0, system: 0, other: 0 };
  readonly #flags = new Map<string, number>();
  readonly #slots = new Map<string, number>();

  /** @param row of a SELECT with CELL_SUMS */
  add(row: Record<string, unknown>, { flagsOf }: Pick<FactSource, 'flagsOf'>): void {
    const read = cell.parse(row);
    this.#rewards += read.rows;
    if (read.status === 0) this.#scored += read.rows;
    else this.#missing[CAUSES[read.cause] ?? 'other'] += read.rows;
    this.#total += read.rewards;
    if (read.low !== null) this.#low = Math.min(this.#low ?? read.low, read.low);
    if (read.high !== null) this.#high = Math.max(this.#high ?? read.high, read.high);
    this.#characters += read.characters;
    this.#measured += read.measured;
    this.#latest = Math.max(this.#latest, read.latest);
    for (const flag of flagsOf(read.flags)) this.#flags.set(flag, (this.#flags.get(flag) ?? 0) + read.rows);
    for (const name of SUMMED) this.#slots.set(name, (this.#slots.get(name) ?? 0) + Number(read[name]));
  }

  addGroups(groups: number, same: number): void {
    this.#groups += groups;
    this.#same += same;
  }

  get rewards(): number {
    return this.#rewards;
  }

  figures<Name>(part: Name, hasGroups: boolean): Omit<PartFigures, 'part'> & { readonly part: Name } {
    return {
      part,
      rewards: this.#rewards,
      scored: this.#scored,
      missing: this.#missing,
      mean: this.#scored === 0 ? null : this.#total / this.#scored,
      lowest: this.#low,
      highest: this.#high,
      length: this.#measured === 0 ? null : this.#characters / this.#measured,
      slots: this.#slotMeans(),
      flags: Object.fromEntries([...this.#flags].sort(([, one], [, other]) => other - one)),
      latest: this.#latest,
      groups: hasGroups ? this.#groups : null,
      zeroSignal: hasGroups ? this.#same : null,
    };
  }

  #slotMeans(): Slots {
    const mean = (slot: (typeof SLOTS)[number]): number | null => {
      const rows = this.#slots.get(`${slot}_rows`) ?? 0;
      return rows === 0 ? null : (this.#slots.get(slot) ?? 0) / rows;
    };
    return {
      correctness: mean('correctness'),
      quality: mean('quality'),
      format: mean('format'),
      efficiency: mean('efficiency'),
      safety: mean('safety'),
    };
  }
}
