/** Figures by run, step, kind, tool or snapshot, added up from the counts alone. */
import type { DatabaseSync } from 'node:sqlite';
import { z } from 'zod';
import { CAUSES } from '../spec/verdict.ts';
import type { FactCondition } from './fact-conditions.ts';
import type { LedgerReader } from './reader.ts';
import type { Part, PartFigures } from './views.ts';

const COLUMNS: Readonly<Record<Part, string>> = {
  run: 'run',
  step: 'step',
  kind: 'kind',
  tool: 'tools',
  snapshot: 'snapshot',
};

const cell = z.object({
  part: z.number(),
  status: z.number(),
  cause: z.number(),
  flags: z.number(),
  rows: z.number(),
  rewards: z.number(),
  low: z.number().nullable(),
  high: z.number().nullable(),
  characters: z.number(),
  measured: z.number(),
  latest: z.number(),
});
type Cell = z.infer<typeof cell>;
const groupCount = z.object({ part: z.number(), groups: z.number(), same: z.number() });
const names = z.array(z.string());

interface Asked {
  readonly part: Part;
  readonly condition: FactCondition;
  /** The condition on groups; undefined where groups are not counted. */
  readonly groups: FactCondition | undefined;
}

export function factFigures(
  database: DatabaseSync,
  reader: LedgerReader,
  { part, condition, groups }: Asked,
): PartFigures[] {
  if (condition === null) return [];
  const column = COLUMNS[part];
  const partsOf = partNames(database, reader, part);
  const sums = new Map<string | number | null, Sum>();
  const cells = database.prepare(`
    SELECT ${column} AS part, status, cause, flags, sum(rows) AS rows, sum(rewards) AS rewards, min(low) AS low,
      max(high) AS high, sum(characters) AS characters, sum(measured) AS measured, max(latest) AS latest
    FROM fact_cells WHERE ${condition} GROUP BY ${column}, status, cause, flags`);
  for (const row of cells.all()) {
    const read = cell.parse(row);
    const flags = read.flags === 0 ? [] : names.parse(JSON.parse(reader.word(read.flags)));
    for (const name of partsOf(read.part)) {
      const sum = sums.get(name) ?? new Sum();
      sums.set(name, sum);
      sum.add(read, flags);
    }
  }
  const hasGroups = groups !== undefined && part !== 'snapshot';
  if (hasGroups && groups !== null) {
    const counts = database.prepare(`
      SELECT ${column} AS part, count(*) AS groups, sum(low = high) AS same
      FROM fact_groups WHERE scored > 1 AND ${groups} GROUP BY ${column}`);
    for (const row of counts.all()) {
      const read = groupCount.parse(row);
      for (const name of partsOf(read.part)) sums.get(name)?.addGroups(read.groups, read.same);
    }
  }
  const figures = [...sums].map(([name, sum]) => sum.figures(name, hasGroups));
  return figures.sort(ORDERS[part]);
}

type Comparison = (one: PartFigures, other: PartFigures) => number;
const newest: Comparison = (one, other) => other.latest - one.latest;
const most: Comparison = (one, other) => other.rewards - one.rewards;
const ORDERS: Readonly<Record<Part, Comparison>> = {
  run: newest,
  snapshot: newest,
  kind: most,
  tool: most,
  step: (one, other) => Number(one.part ?? -1) - Number(other.part ?? -1),
};

/** @returns the names of a stored part: several tools may stand under one number */
function partNames(
  database: DatabaseSync,
  reader: LedgerReader,
  part: Part,
): (number: number) => (string | number | null)[] {
  const name = database.prepare('SELECT name FROM fact_names WHERE number = ?');
  const stored = (number: number): string => String(name.get(number)?.name);
  switch (part) {
    case 'run':
      return (number) => [reader.run(number)];
    case 'step':
      return (number) => [number < 0 ? null : number];
    case 'kind':
      return (number) => [number === 0 ? null : reader.word(number)];
    case 'snapshot':
      return (number) => [stored(number)];
    case 'tool':
      return (number) => {
        const tools = names.parse(JSON.parse(stored(number)));
        return tools.length > 0 ? tools : [null];
      };
  }
}

class Sum {
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

  add(read: Cell, flags: readonly string[]): void {
    this.#rewards += read.rows;
    if (read.status === 0) this.#scored += read.rows;
    else this.#missing[CAUSES[read.cause] ?? 'other'] += read.rows;
    this.#total += read.rewards;
    if (read.low !== null) this.#low = Math.min(this.#low ?? read.low, read.low);
    if (read.high !== null) this.#high = Math.max(this.#high ?? read.high, read.high);
    this.#characters += read.characters;
    this.#measured += read.measured;
    this.#latest = Math.max(this.#latest, read.latest);
    for (const flag of flags) this.#flags.set(flag, (this.#flags.get(flag) ?? 0) + read.rows);
  }

  addGroups(groups: number, same: number): void {
    this.#groups += groups;
    this.#same += same;
  }

  figures(part: string | number | null, hasGroups: boolean): PartFigures {
    return {
      part,
      rewards: this.#rewards,
      scored: this.#scored,
      missing: this.#missing,
      mean: this.#scored === 0 ? null : this.#total / this.#scored,
      lowest: this.#low,
      highest: this.#high,
      length: this.#measured === 0 ? null : this.#characters / this.#measured,
      flags: Object.fromEntries([...this.#flags].sort(([, one], [, other]) => other - one)),
      latest: this.#latest,
      groups: hasGroups ? this.#groups : null,
      zeroSignal: hasGroups ? this.#same : null,
    };
  }
}
