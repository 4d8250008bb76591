import { isWon, wager } from '../statistics/bet.ts';
import { addItem, decision, newDuel } from '../statistics/duel.ts';
import { eBh } from '../statistics/e-bh.ts';
import type { Change } from './change.ts';
import { addPoint, type TrialItem } from './trial-history.ts';

/** Items for which a change that was made is watched against what was before. */
const GUARDED_ITEMS = 2_000;
/** Items after which a trial without a decision ends. */
const MOST_TRIED = 5_000;

/**
 * Adds one audited item to a trial.
 * @param advantage of the candidate over the incumbent in `shadow`; of the library as it is over what was before in `guard`
 * @param item what both sides said of it, for the history
 */
export function tryItem(change: Change, advantage: number, item?: TrialItem): void {
  change.items += 1;
  change.updated = Date.now();
  const forward = change.phase === 'shadow' ? advantage : -advantage;
  addItem(change.duel, forward);
  if (change.prune && change.phase === 'shadow') wager(change.prune, (1 + advantage) / 2);
  const { phase, duel, history, updated: now } = change;
  if (item && (phase === 'shadow' || phase === 'guard')) addPoint(history, item, { phase, duel, now });
}

/**
 * Chooses among the changes on trial. At most one is made at a time, so that no two are judged as one.
 * @param alpha chance that a change that is no better is made
 * @returns the change to make, the changes that are worse, and those that were made and are now worse or proven
 */
export function decideChanges(
  changes: readonly Change[],
  alpha: number,
): {
  readonly make: Change | null;
  readonly retire: readonly Change[];
  readonly rollBack: readonly Change[];
  readonly keep: readonly Change[];
} {
  const guarded = changes.filter(({ phase }) => phase === 'guard');
  const tried = changes.filter(({ phase }) => phase === 'shadow');
  const wealth = tried.map(({ duel, prune }) => Math.exp((prune ?? duel.forward).log));
  const [best] = guarded.length > 0 ? [] : eBh(wealth, alpha);
  return {
    make: best === undefined ? null : tried[best]!,
    retire: tried.filter(
      (change) => change.items >= MOST_TRIED || (!change.prune && decision(change.duel, alpha) === 'worse'),
    ),
    rollBack: guarded.filter(({ duel }) => isWon(duel.forward, alpha)),
    keep: guarded.filter(
      ({ duel, items }) => !isWon(duel.forward, alpha) && (items >= GUARDED_ITEMS || isWon(duel.back, alpha)),
    ),
  };
}

/** Begins the watch over a change that was made. */
export function beginGuard(change: Change, now: number): void {
  change.phase = 'guard';
  change.duel = newDuel();
  change.items = 0;
  change.used = [];
  change.since = now;
  change.note = 'made; watched against what was before';
  change.updated = now;
}
