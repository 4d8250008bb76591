/**
 * Two runs, two library snapshots or two tools on the same rollouts: how far their rewards differ, with intervals, and where.
 * Rollouts of one query are not independent, so the bootstrap draws whole queries (Efron and Tibshirani 1993).
 */
import { RlarError } from '../spec/errors.ts';
import { Stretches } from '../spec/give-way.ts';
import { Random } from '../spec/random.ts';
import type { LedgerRecord } from '../store/ledger-record.ts';
import type { Store } from '../store/store.ts';
import type { RewardFilter } from '../store/views.ts';
import { type Interval, interval } from './bootstrap.ts';

const RESAMPLES = 1_000;
/** Smallest difference of two rewards that counts as one. */
const EPSILON = 1e-9;

export interface PairedFigures {
  /** Rollouts with a number on both sides. */
  readonly pairs: number;
  readonly queries: number;
  readonly before: number | null;
  readonly after: number | null;
  /** Mean of after minus before, and the middle 95 % of its bootstrap over queries; null without pairs. */
  readonly difference: number | null;
  readonly interval: Interval | null;
  readonly up: number;
  readonly down: number;
  /** Rollouts that lost their number, that gained one, and that have none on either side. */
  readonly lost: number;
  readonly gained: number;
  readonly neither: number;
}

interface ChangedRow {
  readonly before: string;
  readonly after: string;
  readonly id: string;
  readonly query: string;
  readonly kind: string | null;
  /** The numbers of both sides; null where there is none. */
  readonly values: readonly [number | null, number | null];
}

export interface RewardComparison extends PairedFigures {
  readonly kinds: readonly (PairedFigures & { readonly kind: string | null })[];
  /** Rows that changed: first those that lost or gained a number, then by size of the difference. At most `rows`. */
  readonly changed: readonly ChangedRow[];
}

/** One side: `tool:ID`, `snapshot:ID`, `run:NAME`, or the name of a run alone. */
function readSide(text: string): RewardFilter {
  const [, sort, name] = /^(run|snapshot|tool):(.+)$/s.exec(text) ?? [];
  if (name === undefined) return { run: text };
  if (sort === 'run') return { run: name };
  return sort === 'tool' ? { tool: name, origin: 'any' } : { snapshot: name, origin: 'any' };
}

/**
 * @param within a run whose rewards alone count on both sides; for snapshots and tools
 * @throws RLAR_NOT_FOUND where there is no such run, or no reward of such a snapshot or tool
 */
export async function compareRewards(
  store: Store,
  sides: readonly [string, string],
  { within, rows = 50 }: { readonly within?: string; readonly rows?: number } = {},
): Promise<RewardComparison> {
  const [before, after] = sides.map((side) => ({
    ...(within !== undefined && { run: within }),
    ...readSide(side),
  }));
  for (const side of [before!, after!]) await requireSide(store, side);
  const all = new Paired();
  const kinds = new Map<string | null, Paired>();
  let changed: ChangedRow[] = [];
  for await (const pair of store.views.compared(before!, after!)) {
    const values = [numberOf(pair.before, before!), numberOf(pair.after, after!)] as const;
    const { kind, id } = pair.after.reward;
    const ofKind = kinds.get(kind) ?? new Paired();
    kinds.set(kind, ofKind);
    for (const paired of [all, ofKind]) paired.add(pair.after.queryKey, values);
    if (!differs(values)) continue;
    changed.push({
      before: pair.before.record,
      after: pair.after.record,
      id,
      query: pair.after.queryKey,
      kind,
      values,
    });
    if (changed.length >= 4 * rows + 1_000) changed = largest(changed, rows);
  }
  const figures = await all.figures();
  const ofKinds: RewardComparison['kinds'][number][] = [];
  for (const [kind, paired] of kinds) ofKinds.push({ kind, ...(await paired.figures()) });
  return {
    ...figures,
    kinds: ofKinds.sort((one, other) => other.pairs - one.pairs),
    changed: largest(changed, rows),
  };
}

async function requireSide(store: Store, side: RewardFilter): Promise<void> {
  const { run, tool, snapshot } = side;
  if (run !== undefined && !(await store.getRun(run)))
    throw new RlarError('RLAR_NOT_FOUND', `no run ${run}`, {
      remedy: '`rlar runs` lists the runs. A side may also be `snapshot:ID` or `tool:ID`.',
    });
  const what = tool === undefined ? snapshot && `snapshot ${snapshot}` : `tool ${tool}`;
  if (what === undefined || (await store.views.listRewards({ ...side, limit: 1 })).found > 0) return;
  throw new RlarError('RLAR_NOT_FOUND', `no reward ${run === undefined ? '' : `of run ${run} `}by ${what}`, {
    remedy: '`rlar runs show RUN` lists the tools and the snapshots of a run.',
  });
}

/** For a side that is a tool: the tool's own value, which the reward may weigh with others. */
function numberOf({ reward }: LedgerRecord, { tool }: RewardFilter): number | null {
  if (tool === undefined) return reward.reward;
  return (
    reward.results.find((one) => one.tool === tool || `${one.tool}@${one.version}` === tool)?.value ?? null
  );
}

type Values = ChangedRow['values'];

function differs([before, after]: Values): boolean {
  if (before === null || after === null) return before !== after;
  return Math.abs(before - after) > EPSILON;
}

function largest(rows: readonly ChangedRow[], limit: number): ChangedRow[] {
  const size = ({ values: [before, after] }: ChangedRow) =>
    before === null || after === null ? Number.POSITIVE_INFINITY : Math.abs(before - after);
  const sorted = rows.toSorted((one, other) => (size(one) === size(other) ? 0 : size(other) - size(one)));
  return sorted.slice(0, limit);
}

class Paired {
  /** By query: the sum of the differences, and the number of pairs. */
  readonly #queries = new Map<string, { sum: number; pairs: number }>();
  #before = 0;
  #after = 0;
  readonly #counts = { pairs: 0, up: 0, down: 0, lost: 0, gained: 0, neither: 0 };

  add(query: string, [before, after]: Values): void {
    if (before === null || after === null) {
      this.#counts[before !== null ? 'lost' : after !== null ? 'gained' : 'neither'] += 1;
      return;
    }
    const difference = after - before;
    const ofQuery = this.#queries.get(query) ?? { sum: 0, pairs: 0 };
    this.#queries.set(query, { sum: ofQuery.sum + difference, pairs: ofQuery.pairs + 1 });
    this.#before += before;
    this.#after += after;
    this.#counts.pairs += 1;
    if (difference > EPSILON) this.#counts.up += 1;
    if (difference < -EPSILON) this.#counts.down += 1;
  }

  async figures(): Promise<PairedFigures> {
    const { pairs } = this.#counts;
    const queries = [...this.#queries.values()];
    return {
      ...this.#counts,
      queries: queries.length,
      before: pairs === 0 ? null : this.#before / pairs,
      after: pairs === 0 ? null : this.#after / pairs,
      difference: pairs === 0 ? null : (this.#after - this.#before) / pairs,
      interval: pairs === 0 ? null : await bootstrapped(queries),
    };
  }
}

/** It draws for seconds where there are many queries, and a server scores meanwhile. */
async function bootstrapped(
  queries: readonly { readonly sum: number; readonly pairs: number }[],
): Promise<Interval> {
  const random = new Random(1);
  const stretches = new Stretches();
  const means = new Float64Array(RESAMPLES);
  for (const round of means.keys()) {
    await stretches.giveWay();
    let [sum, pairs] = [0, 0];
    for (let draw = 0; draw < queries.length; draw += 1) {
      const drawn = queries[random.below(queries.length)]!;
      sum += drawn.sum;
      pairs += drawn.pairs;
    }
    means[round] = sum / pairs;
  }
  return interval(means);
}
