/** Below what few human texts fall below a measure counts further down to here, in widths of the human range. */
const DEEPEST = -3;

/**
 * @returns where a value lies in the range of human texts: 0 at its lower end, 1 from where most are. More than that is
 * worth nothing more, so that no measure can be driven up for reward
 */
export function placeOf(value: number, low: number, high: number): number {
  return Math.max(DEEPEST, Math.min(1, (value - low) / Math.max(1e-6, high - low)));
}
