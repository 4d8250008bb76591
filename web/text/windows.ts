import type { Mark } from './marks.ts';

/** A stretch of a long text, and whether it is shown at first. */
export interface Window {
  readonly from: number;
  readonly to: number;
  readonly shown: boolean;
}

/** Texts up to this length are shown whole. */
const WHOLE = 12_000;
const AT_START = 4_000;
const AT_END = 3_000;
const AROUND_MARK = 600;
/** Left out is only what is longer than this. */
const WORTH_LEAVING = 2_000;

/** @returns the stretches of a text: of a long one its beginning, its end, and what stands around the marks are shown */
export function windowsOf(text: string, marks: readonly Mark[]): Window[] {
  const { length } = text;
  if (length <= WHOLE) return [{ from: 0, to: length, shown: true }];
  const wanted = [
    { from: 0, to: AT_START },
    ...marks.map(({ from, to }) => ({
      from: Math.max(0, from - AROUND_MARK),
      to: Math.min(length, to + AROUND_MARK),
    })),
    { from: length - AT_END, to: length },
  ].sort((one, other) => one.from - other.from);
  const windows: Window[] = [];
  let past = 0;
  for (const { from, to } of wanted) {
    const begin = from - past < WORTH_LEAVING ? past : atLine(text, from);
    if (begin > past) windows.push({ from: past, to: begin, shown: false });
    if (to > begin) windows.push({ from: Math.max(begin, past), to, shown: true });
    past = Math.max(past, to);
  }
  return windows;
}

/** The beginning of a line is a better place to begin, where one is near; a pair of surrogates is never cut. */
function atLine(text: string, at: number): number {
  const line = text.lastIndexOf('\n', at);
  if (line >= 0 && at - line < 200) return line + 1;
  return /[\udc00-\udfff]/.test(text[at] ?? '') ? at - 1 : at;
}
