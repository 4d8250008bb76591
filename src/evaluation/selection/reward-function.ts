/** What decides an item: one scorer as it is, or several, each brought to the same scale and weighed. */
export interface RewardFunction {
  /** The greatest weight first; weights sum to 1. A scorer that stands alone has no scale. */
  readonly parts: readonly Part[];
  /** The sum of the weights before they were brought to 1: a softmax of value × sharpness is the fitted chance to be right. */
  readonly sharpness: number;
}

interface Part {
  readonly scorer: number;
  readonly weight: number;
  readonly scale: Scale | null;
}

/** Values of the evidence in rising order; what a value is worth is the share of them below it, ties half. */
export type Scale = Float64Array;

export function single(scorer: number): RewardFunction {
  return { parts: [{ scorer, weight: 1, scale: null }], sharpness: 1 };
}

/** @returns 0..1 */
export function placeOf(value: number, scale: Scale): number {
  const below = firstNotBelow(scale, (known) => known < value);
  const notAbove = firstNotBelow(scale, (known) => known <= value);
  return scale.length === 0 ? 0.5 : (below + notAbove) / 2 / scale.length;
}

function firstNotBelow(scale: Scale, isBefore: (known: number) => boolean): number {
  let from = 0;
  let to = scale.length;
  while (from < to) {
    const middle = (from + to) >> 1;
    if (isBefore(scale[middle]!)) from = middle + 1;
    else to = middle;
  }
  return from;
}

/**
 * @param values by scorer, one a candidate
 * @returns one value a candidate. A scorer without a value for one of them is left out for all of them; null where none is left
 */
export function valuesBy(
  { parts }: RewardFunction,
  values: readonly (readonly (number | null)[])[],
): (number | null)[] {
  const known = parts.filter(({ scorer }) => values[scorer]!.every((value) => value !== null));
  const [only] = parts;
  if (parts.length === 1 && only?.scale === null) return [...values[only.scorer]!];
  return (values[0] ?? []).map((_, candidate) =>
    known.length === 0
      ? null
      : known.reduce(
          (sum, { scorer, weight, scale }) =>
            sum +
            weight * (scale ? placeOf(values[scorer]![candidate]!, scale) : values[scorer]![candidate]!),
          0,
        ),
  );
}
