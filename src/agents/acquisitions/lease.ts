import type { Jobs } from '../../store/jobs.ts';

/** How long a job stays its owner's without a sign of life, and how often there is one. */
export const LEASE = { ms: 15_000, renewEveryMs: 3_000 } as const;

/** A job that is held, and renewed until `end`. */
export interface Lease {
  /** Is aborted when the job is another's: the work must stop, and leave what belongs to the job as it is. */
  readonly lost: AbortSignal;
  /** Gives the job back; with `ended` nobody takes it up again by itself. */
  end(state: 'open' | 'ended'): Promise<void>;
}

/**
 * Renews a job that was claimed. A store that cannot be written for a while loses nothing as long as the lease runs.
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
