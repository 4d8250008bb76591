/** Numbers and times as people read them. */

/** @returns a reward with three decimals at most; a dash for none */
export function rewardText(value: number | null | undefined): string {
  if (value === null || value === undefined) return '–';
  return Number.isInteger(value) ? String(value) : value.toFixed(3).replace(/0+$/, '');
}

export function countText(value: number): string {
  return value.toLocaleString('en');
}

/** @returns a share as per cent; a dash where there is no whole */
export function shareText(part: number, whole: number): string {
  if (whole === 0) return '–';
  const share = (100 * part) / whole;
  return `${share === 0 || share === 100 ? share : share.toFixed(1)} %`;
}

const UNITS: readonly (readonly [name: string, seconds: number])[] = [
  ['d', 86_400],
  ['h', 3_600],
  ['min', 60],
  ['s', 1],
];

/** @param at milliseconds since 1970 */
export function agoText(at: number, now = Date.now()): string {
  const seconds = Math.max(0, (now - at) / 1_000);
  const [name, size] = UNITS.find(([, size]) => seconds >= size) ?? ['s', 1];
  return `${Math.floor(seconds / size)} ${name} ago`;
}

/** @param at milliseconds since 1970 @returns day and time of this place, such as `2026-11-30 15:04:05` */
export function timeText(at: number): string {
  const date = new Date(at - new Date(at).getTimezoneOffset() * 60_000);
  return date.toISOString().slice(0, 19).replace('T', ' ');
}
