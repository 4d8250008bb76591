/**
 * Jobs: work off the path of a rollout, such as an acquisition. A job belongs to its owner until its lease ends, and the
 * owner renews the lease while it works. Process ids play no part. If the owner dies, in a container or on another machine,
 * its lease runs out and another process takes the job.
 */
import { z } from 'zod';
import { type JsonObject, jsonObject } from '../spec/json.ts';

export const job = z.object({
  id: z.string(),
  /** The sort of work, such as `acquisition`. */
  kind: z.string(),
  /** At most one job with the same kind and key is in work at a time. */
  key: z.string(),
  /** Data for this kind of job. */
  spec: jsonObject,
  /** `open` until an owner ends it, even while no process works on it. */
  state: z.enum(['open', 'ended']),
  /** The present or last owner. */
  owner: z.string().nullable(),
  /** End of the lease, in milliseconds since 1970; null where the job has no owner. */
  until: z.number().nullable(),
});
export type Job = z.infer<typeof job>;

export interface Claim {
  readonly id: string;
  readonly kind: string;
  readonly key: string;
  readonly spec: JsonObject;
  readonly owner: string;
  /** Length of a lease in milliseconds. */
  readonly leaseMs: number;
}

/** Work that is left to whichever process works on its kind. */
export type Offer = Pick<Claim, 'id' | 'kind' | 'key' | 'spec'>;

/**
 * Does a job that was delivered. It may be delivered again, to this process or another, so what it does must come to the same
 * when it is done twice; it claims the job before it changes anything.
 * @param signal aborted when the work is to stop: the process ends, or the job was taken away
 */
export type DoJob = (job: Job, signal: AbortSignal) => Promise<void>;

export interface WorkOptions {
  /** Jobs of the kind at a time; 1 by default. */
  readonly concurrency?: number;
  /** Milliseconds between two looks for jobs that nobody holds; of a database, behind its deliveries. */
  readonly lookEveryMs?: number;
  readonly onTrouble?: (message: string) => void;
}

/** All methods reject with RLAR_STORE_FAILED where the store cannot be read or written, and after `close`. */
export interface Jobs {
  /**
   * Leaves a job to whichever process works on its kind, at once where one is free. Nothing happens where an open job with
   * the same kind and key is there.
   * @returns the id of the job that is there now
   */
  offer(offer: Offer): Promise<string>;
  /**
   * Does the open jobs of a kind that nobody holds: those that were offered, and those whose process died, the latter within
   * half a minute. Ends with `close`, which waits for what is in work.
   */
  work(kind: string, does: DoJob, options?: WorkOptions): Promise<void>;
  /**
   * Takes a new or existing job, unless another owner holds this job or another job with the same key.
   * @returns null on success, else the job that another owner holds
   */
  claim(claim: Claim): Promise<Job | null>;
  /** Renews the lease. @returns false where another owner has taken the job: the work must then stop */
  renew(id: string, owner: string, leaseMs: number): Promise<boolean>;
  /** Gives a job back, if this owner still holds it. */
  release(id: string, owner: string, state: Job['state']): Promise<void>;
  get(id: string): Promise<Job | null>;
  /** @returns the jobs of a kind, in the order of their first claims */
  list(kind: string): Promise<Job[]>;
  close(): Promise<void>;
}

/** @returns whether an owner holds the job at the given time, in milliseconds since 1970 */
export function isHeld({ owner, until }: Pick<Job, 'owner' | 'until'>, now = Date.now()): boolean {
  return owner !== null && until !== null && until > now;
}

/** @param rivals jobs with the same id, or with the same kind and key @returns the one that stands in the way of a claim */
export function holderOf(
  rivals: readonly Job[],
  { id, owner }: Pick<Claim, 'id' | 'owner'>,
  now: number,
): Job | undefined {
  return rivals.find((rival) => isHeld(rival, now) && (rival.id !== id || rival.owner !== owner));
}
