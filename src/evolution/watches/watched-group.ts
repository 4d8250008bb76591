import { type AssignedTool, isMonitor } from '../../spec/assignment.ts';
import type { Reward, Status } from '../../spec/reward.ts';
import type { ToolCard } from '../../spec/tool-card.ts';
import type { Cause } from '../../spec/verdict.ts';
import { admittedPrecision } from './admitted-precision.ts';

/** One rollout as the watches see it. Nothing here ever reaches a reward. */
export interface WatchedRollout {
  readonly id: string;
  readonly status: Status;
  /** Whose fault it is that there is no reward; null where there is one. */
  readonly cause: Cause | null;
  readonly reward: number | null;
  readonly text: string;
  /** The verdict of somebody more trusted than the tools: a label, a person, a trusted tool; null where nobody gave one. */
  readonly trusted: boolean | null;
}

/** One scored group as the watches see it. */
export interface WatchedGroup {
  readonly id: string;
  /** Decides by itself whether the group is audited. */
  readonly queryKey: string;
  readonly step: number | null;
  readonly kind: string | null;
  /** The tools that decided, with their versions; empty where there were none. */
  readonly tools: readonly string[];
  /** Whether the tools give more than two values, so that their calibration is watched. */
  readonly isGraded: boolean;
  /** Share of what these tools pay that is right at least, by the evidence that they were admitted with; null where it does not tell. */
  readonly admitted: number | null;
  /** What a response without a reward is worth to the run where that is its own doing; null where nothing was declared. */
  readonly worth: number | null;
  readonly rollouts: readonly WatchedRollout[];
  /** The distance from the starting policy in nats, where the trainer sends it. */
  readonly kl: number | null;
}

/** A reward from here on is "right" where it is compared with a verdict. */
const RIGHT = 0.5;

/** @returns whether the rollout was paid: told to be right */
export function isPaid({ reward }: Pick<WatchedRollout, 'reward'>): boolean {
  return reward !== null && reward >= RIGHT;
}

/**
 * @param cardOf the card of a tool of the library
 * @returns the tools that decided, without monitors: what only looks on is no part of what is watched
 */
export function watchedTools(
  assigned: readonly AssignedTool[],
  cardOf: (id: string) => Pick<ToolCard, 'type' | 'evidence'> | undefined,
): Pick<WatchedGroup, 'tools' | 'isGraded' | 'admitted'> {
  const deciding = assigned.filter((tool) => !isMonitor(tool));
  const cards = deciding.map(({ id }) => cardOf(id));
  const known = cards.map((card) => (card ? admittedPrecision(card) : null));
  return {
    tools: deciding.map(({ id, version }) => `${id}@${version}`),
    isGraded: cards.some((card) => card !== undefined && card.type !== 'verifier'),
    admitted: known.length === 0 || known.includes(null) ? null : Math.min(...known.map((one) => one ?? 0)),
  };
}

/** @returns the rollout as the watches see it */
export function watchedRollout(
  reward: Pick<Reward, 'id' | 'status' | 'cause' | 'reward'>,
  text: string,
  trusted: boolean | null,
): WatchedRollout {
  const { id, status, cause } = reward;
  return {
    id,
    status,
    cause: status === 'scored' ? null : (cause ?? 'system'),
    reward: status === 'scored' ? reward.reward : null,
    text,
    trusted,
  };
}
