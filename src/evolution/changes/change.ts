import { z } from 'zod';
import { decisionName, template } from '../../spec/decisions.ts';
import { toolCard } from '../../spec/tool-card.ts';
import { bet, newBet } from '../statistics/bet.ts';
import { duel, newDuel } from '../statistics/duel.ts';
import { NO_HISTORY, trialHistory } from './trial-history.ts';

/**
 * One change of the library on its way. `shadow`: it is tried off the path, unpaid · `guard`: it was made, and is watched
 * against what was before · `kept` · `retired`: it was not made · `rolled-back`
 */
export const change = z.object({
  id: z.string(),
  /** The card that comes in, the id of a tool that goes, or another reward function for a kind. */
  what: z.union([
    z.object({ card: toolCard }),
    z.object({ remove: z.string() }),
    z.object({ decide: template }),
  ]),
  phase: z.enum(['shadow', 'guard', 'kept', 'retired', 'rolled-back']),
  /** The library that it is tried against, and the library with the change. */
  incumbent: z.string(),
  candidate: z.string(),
  /** Whether it is to cost less, and not to be better. */
  cheaper: z.boolean().default(false),
  /** The wealth of the bets on it. In `guard` the candidate is what was before. */
  duel,
  /** For a tool that goes: the bet that it is of less use than is asked. */
  prune: bet.nullable(),
  /**
   * For a tool that was withdrawn because a policy exploits it: the kind, and the precision between the one before the alarm
   * and the one since. It comes back where its precision on live traffic is surely higher.
   */
  withdrawn: z.object({ kind: z.string(), level: z.number() }).nullable().default(null),
  /** Items that were compared, each one audit of a group. */
  items: z.number(),
  /** Hashes of the queries that were its items, each once. */
  used: z.array(z.string()).default([]),
  /** Both sides over time, for who looks at it. */
  history: trialHistory.default(() => structuredClone(NO_HISTORY)),
  /** Only groups that were recorded since then count: no item is used twice, nor one that a candidate was made on. */
  since: z.number(),
  /** One sentence on the last step. */
  note: z.string(),
  created: z.number(),
  updated: z.number(),
});
export type Change = z.infer<typeof change>;

/** What a change that is to be cheaper may lose at most, as a difference of two rates of right rewards. */
const CHEAPER_LOSS = 0.02;
/** Least use, as a difference of two rates of right rewards, for which a tool stays. */
const LEAST_USE = 0.02;

/**
 * @param cheaper the change is to cost less and not to be better: it is made where it is surely not worse by more than 2 points
 * @returns a change that begins its trial
 */
export function newChange(
  id: string,
  what: Change['what'],
  { incumbent, candidate }: Pick<Change, 'incumbent' | 'candidate'>,
  now: number,
  cheaper = false,
): Change {
  return {
    id,
    what,
    phase: 'shadow',
    incumbent,
    candidate,
    cheaper,
    duel: newDuel(cheaper ? -CHEAPER_LOSS : 0),
    prune: 'remove' in what ? newBet((1 - LEAST_USE) / 2) : null,
    withdrawn: null,
    items: 0,
    used: [],
    history: structuredClone(NO_HISTORY),
    since: now,
    note: 'on trial beside the library as it is, unpaid',
    created: now,
    updated: now,
  };
}

/** @returns the change in a few words */
export function titleOf({ what, withdrawn }: Pick<Change, 'what'> & Partial<Change>): string {
  if (withdrawn && 'card' in what) return `without ${what.card.id}@${what.card.version}, which is exploited`;
  if ('decide' in what) {
    const tools = what.decide.tools.map(({ id, weight, gate }) => `${gate ? 'gate ' : `${weight} × `}${id}`);
    return `${decisionName(what.decide)} by ${tools.join(', ')}`;
  }
  return 'card' in what ? `${what.card.id}@${what.card.version}` : `without ${what.remove}`;
}
