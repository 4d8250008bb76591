import { z } from 'zod';
import type { WatchedGroup } from './watched-group.ts';

/** Who had no reward by a response's own doing, and what that was worth, by kind. */
const gain = z.object({
  kind: z.string(),
  /** Rollouts without a reward by their own doing. */
  rollouts: z.number(),
  /** Those that had more of it than of being wrong. */
  gained: z.number(),
  /** Sum of the differences. */
  sum: z.number(),
  /** The newest that gained, the newest last. */
  ids: z.array(z.string()),
});
export const gainsState = z.array(gain);

/** What being unscorable was worth in one kind. */
export interface Gain extends z.infer<typeof gain> {
  /** Mean over all rollouts without a reward: above 0 it pays to be unscorable. */
  readonly mean: number;
}

const SHOWN = 20;

/**
 * Says who gained from having no reward. A response that cannot be scored has what the run declared it to be worth. Where nothing was
 * declared, the trainer leaves it out, and it is where the mean of its group is. A wrong response has 0, or the least reward of its
 * group where that is lower. What lies between is what a policy gains by being unscorable rather than wrong.
 */
export class Gains {
  readonly #kinds: Map<string, z.infer<typeof gain>>;

  constructor(state: z.infer<typeof gainsState> = []) {
    this.#kinds = new Map(state.map((one) => [one.kind, { ...one, ids: [...one.ids] }]));
  }

  state(): z.infer<typeof gainsState> {
    return [...this.#kinds.values()];
  }

  add({ kind, rollouts, worth }: WatchedGroup): void {
    const unscorable = rollouts.filter(({ cause }) => cause === 'output');
    if (unscorable.length === 0) return;
    const rewards = rollouts.flatMap(({ reward }) => (reward === null ? [] : [reward]));
    const least = Math.min(0, ...rewards);
    const mean = rewards.length === 0 ? 0 : rewards.reduce((sum, one) => sum + one, 0) / rewards.length;
    const difference = (worth ?? mean) - least;
    const name = kind ?? 'unknown';
    const known = this.#kinds.get(name) ?? { kind: name, rollouts: 0, gained: 0, sum: 0, ids: [] };
    this.#kinds.set(name, known);
    known.rollouts += unscorable.length;
    known.sum += difference * unscorable.length;
    if (difference <= 0) return;
    known.gained += unscorable.length;
    known.ids.push(...unscorable.map(({ id }) => id));
    known.ids.splice(0, known.ids.length - SHOWN);
  }

  /** @returns by kind, those with the largest sum first */
  all(): Gain[] {
    return this.state()
      .map((one) => ({ ...one, mean: Math.round((1e4 * one.sum) / one.rollouts) / 1e4 }))
      .sort((left, right) => right.sum - left.sum);
  }
}
