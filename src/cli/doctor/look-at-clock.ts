import type { Finding } from './finding.ts';

/** Seconds by which clocks may differ: rewards are ordered and pruned by time, leases end by time. */
const MOST_SECONDS = 5;

/** Another clock, and how far it was ahead of this machine's. */
export interface OtherClock {
  readonly name: string;
  readonly aheadMs: number;
}

/** @param others clocks that happened to be seen; without one nothing can be said */
export function lookAtClock(others: readonly OtherClock[]): Finding {
  const name = 'clock';
  const [first, ...rest] = others;
  if (!first) return { name, state: 'ok', detail: 'no other clock was seen to compare it with' };
  const worst = rest.reduce((far, one) => (Math.abs(one.aheadMs) > Math.abs(far.aheadMs) ? one : far), first);
  const seconds = Math.abs(worst.aheadMs) / 1000;
  if (seconds <= MOST_SECONDS)
    return {
      name,
      state: 'ok',
      detail: `within ${MOST_SECONDS} s of ${others.map((one) => one.name).join(', ')}`,
    };
  const way = worst.aheadMs > 0 ? 'behind' : 'ahead of';
  return {
    name,
    state: 'weaker',
    detail: `${Math.round(seconds)} s ${way} ${worst.name}: leases and the order of rewards by time go by it`,
    remedy: 'Let the system set its clock (timedatectl set-ntp true, or chrony), here or there.',
  };
}
