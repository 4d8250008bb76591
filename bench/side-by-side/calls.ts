/**
 * Agent calls per 1,000 rewards as a stream grows, computed: an acquisition costs calls once for a kind, and rewards of known
 * kinds cost none. The calls of an acquisition are the median of the recorded ones; one stream was measured.
 */
export const CALLS_OF_AN_ACQUISITION = 8.5;
/** `npm test -- shift-stream`: four shifts in one stream. */
export const MEASURED = { rewards: 19_600, calls: 7 } as const;

export function callsPer1000(kinds: number, rewards: number): number {
  return (1000 * kinds * CALLS_OF_AN_ACQUISITION) / rewards;
}
