import type { Jobs } from '../../store/jobs.ts';

/** Length of a lease in milliseconds, and time between two renewals. */
export const LEASE = { ms: 15_000, renewEveryMs: 3_000 } as const;

/** A job that is held, and renewed until `end`. */
export interface Lease {
  /** Aborted when another owner has the job. The work must then stop without changing the data of the job. */
  readonly lost: AbortSignal;
  /** Gives the job back. After `ended` no process continues it by itself. */
  end(state: 'open' | 'ended'): Promise<void>;
}

/**
 * Renews a job that was claimed. If the store cannot be written for a while, nothing is lost as long as the lease runs.
 * @param id of the job, held by `owner`
 */
export function keepLease(
  jobs: Jobs,
  id: string,
  owner: string,
  { ms, renewEveryMs }: { readonly ms: number; readonly renewEveryMs: number } = LEASE,
): Lease {
  const lost = new AbortController();
  let until = Date.now() + ms;
  const renew = async (): Promise<void> => {
    try {
      const next = Date.now() + ms;
      if (await jobs.renew(id, owner, ms)) until = next;
      else lost.abort();
    } catch {
      if (Date.now() > until) lost.abort();
    }
  };
  const timer = setInterval(() => void renew(), renewEveryMs).unref();
  return {
    lost: lost.signal,
    end: async (state) => {
      clearInterval(timer);
      if (!lost.signal.aborted) await jobs.release(id, owner, state);
    },
  };
}
