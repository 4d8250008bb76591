/** From values to pixels, with marks at round numbers. */
export interface Scale {
  readonly from: number;
  readonly to: number;
  readonly marks: readonly number[];
}

/** @returns the round distance of marks that puts about `wanted` of them into a range */
function roundStep(range: number, wanted: number): number {
  const raw = range / Math.max(1, wanted);
  const power = 10 ** Math.floor(Math.log10(raw));
  const share = raw / power;
  return power * (share <= 1 ? 1 : share <= 2 ? 2 : share <= 5 ? 5 : 10);
}

/**
 * @param wanted about how many marks
 * @param whole whether marks stand at whole numbers alone
 */
export function scaleOf(
  from: number,
  to: number,
  { wanted, whole = false }: { readonly wanted: number; readonly whole?: boolean },
): Scale {
  if (!Number.isFinite(from) || !Number.isFinite(to)) return { from: 0, to: 1, marks: [0, 1] };
  if (from === to && whole) return { from: from - 1, to: to + 1, marks: [from] };
  if (from === to)
    return scaleOf(from - (Math.abs(from) / 10 || 1), to + (Math.abs(to) / 10 || 1), { wanted });
  const step = whole ? Math.max(1, roundStep(to - from, wanted)) : roundStep(to - from, wanted);
  const first = Math.ceil(from / step - 1e-9);
  const count = Math.floor(to / step + 1e-9) - first + 1;
  const marks = Array.from({ length: Math.max(0, Math.min(count, 50)) }, (_, at) =>
    Number(((first + at) * step).toPrecision(12)),
  );
  return { from, to, marks };
}

/** @returns the least and the largest number; 0 and 1 where there are none */
export function boundsOf(values: Iterable<number | null>): readonly [number, number] {
  let [least, most] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const value of values) {
    if (value === null) continue;
    if (value < least) least = value;
    if (value > most) most = value;
  }
  return least > most ? [0, 1] : [least, most];
}
