/**
 * Jobs: work off the path of a rollout, such as an acquisition. A job belongs to its owner until the lease ends, and the
 * owner renews it while it works. Nothing is asked of the process that took it: where that died, in a container or on
 * another machine, the lease runs out and the next one takes the job.
 */
import { z } from 'zod';
import { type JsonObject, jsonObject } from '../spec/json.ts';

export const job = z.object({
  id: z.string(),
  /** The sort of work: `acquisition`. */
  kind: z.string(),
  /** Of the jobs of one kind with the same key at most one is in work. */
  key: z.string(),
  /** Whatever the kind needs to know. */
  spec: jsonObject,
  /** `open` until somebody has ended it, also where nobody works on it. */
  state: z.enum(['open', 'ended']),
  /** Who works on it, or did last. */
  owner: z.string().nullable(),
  /** Milliseconds since 1970 until which it belongs to the owner; null where it is nobody's. */
  until: z.number().nullable(),
});
export type Job = z.infer<typeof job>;

export interface Claim {
  readonly id: string;
  readonly kind: string;
  readonly key: string;
  readonly spec: JsonObject;
  readonly owner: string;
  /** Milliseconds until the lease ends where nobody renews it. */
  readonly leaseMs: number;
}

/** All methods reject with RLAR_STORE_FAILED where the store cannot be read or written, and after `close`. */
export interface Jobs {
  /**
   * Takes a job, new or not, unless another owner holds it or another job with its key.
   * @returns null, or the job that is in the way
   */
  claim(claim: Claim): Promise<Job | null>;
  /** Makes the lease last longer. @returns false where the job is another's by now: the work must stop */
  renew(id: string, owner: string, leaseMs: number): Promise<boolean>;
  /** Gives a job back, where it is still the owner's. */
  release(id: string, owner: string, state: Job['state']): Promise<void>;
  get(id: string): Promise<Job | null>;
  /** @returns the jobs of a kind, in the order of their first claims */
  list(kind: string): Promise<Job[]>;
  close(): Promise<void>;
}

/** @returns whether somebody holds the job at a time, in milliseconds since 1970 */
export function isHeld({ owner, until }: Pick<Job, 'owner' | 'until'>, now = Date.now()): boolean {
  return owner !== null && until !== null && until > now;
}
