import { randomUUID } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import { keepLease, LEASE } from '../../agents/acquisitions/lease.ts';
import { asRlarError } from '../../spec/errors.ts';
import { openJobs } from '../../store/open-registry.ts';
import { Evolution } from './evolution.ts';
import type { EvolutionPlace } from './evolution-place.ts';
import { LOOP_JOB, LOOP_KEY } from './loop-job.ts';
import type { EvolutionSettings } from './settings.ts';
import { isStopped } from './stop-mark.ts';

/** A look that waits for a slow check is no load, so the rest after it is bounded. */
const MOST_REST_MS = 10_000;

interface LoopOptions {
  readonly signal: AbortSignal;
  /** True: ends when everything in the ledger was looked at. */
  readonly once?: boolean;
  /** Most share of the time that looks take, for a loop beside the scoring; all of it where it is left out. */
  readonly share?: number;
  readonly onTrouble?: (message: string) => void;
  readonly lease?: { readonly ms: number; readonly renewEveryMs: number };
}

/**
 * Runs the loop of a home until it is stopped. As long as another process runs it, this one waits, and takes over when the
 * other's lease ends. While the database is away it tries again, and goes on from the last look that was written.
 * @returns `stopped` by `stopLoop` · `aborted` by the signal · `done`, with `once`
 */
export async function runLoop(
  place: EvolutionPlace,
  settings: EvolutionSettings,
  { signal, once = false, share = 1, onTrouble, lease: length = LEASE }: LoopOptions,
): Promise<'stopped' | 'aborted' | 'done'> {
  const jobs = await openJobs(place.home);
  const owner = randomUUID();
  try {
    while (!signal.aborted)
      try {
        if (await isStopped(place.files)) return 'stopped';
        const claim = { id: LOOP_JOB, kind: LOOP_JOB, key: LOOP_KEY, spec: {}, owner, leaseMs: length.ms };
        if (await jobs.claim(claim)) {
          await pause(Math.min(settings.everyMs, length.ms), signal);
          continue;
        }
        const lease = keepLease(jobs, LOOP_JOB, owner, length);
        const held = AbortSignal.any([signal, lease.lost]);
        try {
          const ended = await holdLoop(place, settings, { signal: held, once, share });
          if (ended !== 'lost') return ended;
        } finally {
          // A lease that cannot be given back runs out.
          await lease.end('open').catch(() => {});
        }
      } catch (thrown) {
        if (signal.aborted) break;
        if (once) throw thrown;
        onTrouble?.(asRlarError(thrown).message);
        await pause(settings.everyMs, signal);
      }
    return 'aborted';
  } finally {
    await jobs.close();
  }
}

async function holdLoop(
  place: EvolutionPlace,
  settings: EvolutionSettings,
  { signal, once, share }: { readonly signal: AbortSignal; readonly once: boolean; readonly share: number },
): Promise<'stopped' | 'done' | 'lost'> {
  const evolution = await Evolution.open(place, settings);
  while (!signal.aborted) {
    if (await isStopped(place.files)) return 'stopped';
    const began = performance.now();
    const more = await evolution.look(signal);
    const rest = Math.min(MOST_REST_MS, (performance.now() - began) * (1 / share - 1));
    if (!more && once && !signal.aborted) return 'done';
    await pause(more ? rest : Math.max(settings.everyMs, rest), signal);
  }
  return 'lost';
}

async function pause(ms: number, signal: AbortSignal): Promise<void> {
  await setTimeout(ms, undefined, { signal, ref: false }).catch(() => {});
}
