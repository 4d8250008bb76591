import type { FeedbackEntry } from '../../store/feedback.ts';

/** What people did with a response, weighted by how often it was shown (CausalRM, row 83 of the map of techniques). */
export interface ClickValue {
  readonly text: string;
  /** Share of the people who were shown it and did something good with it, free of what was shown how often and of noise. */
  readonly value: number;
  readonly shown: number;
}

/** Actions that say that a response was good; any other action that is reported says that it was seen and left. */
const GOOD: ReadonlySet<string> = new Set([
  'clicked',
  'copied',
  'upvoted',
  'accepted',
  'saved',
  'shared',
  'used',
]);

/** Least probability of exposure that is believed, so that one rare showing does not outweigh all others. */
const LEAST_EXPOSURE = 0.05;

/**
 * Inverse propensity weighting, normalised by the weights, and corrected for known noise: `(y - f) / (1 - f - m)`.
 * @param noise `falseGood`: share of bad responses with a good action all the same; `missedGood`: share of good ones without
 * @returns one value for each response that was shown, from 0 to 1
 */
export function clickValues(
  entries: readonly FeedbackEntry[],
  noise: { readonly falseGood: number; readonly missedGood: number } = { falseGood: 0, missedGood: 0 },
): ClickValue[] {
  const clicks = entries.filter(({ sort }) => sort === 'click');
  return [...Map.groupBy(clicks, ({ body }) => body.text)].map(([text, shown]) => {
    let [good, all] = [0, 0];
    for (const { body } of shown) {
      const weight = 1 / Math.max(LEAST_EXPOSURE, body.exposure ?? 1);
      all += weight;
      if (body.action !== undefined && GOOD.has(body.action)) good += weight;
    }
    const { falseGood, missedGood } = noise;
    const clean = (good / all - falseGood) / Math.max(1e-6, 1 - falseGood - missedGood);
    return { text, value: Math.min(1, Math.max(0, clean)), shown: shown.length };
  });
}
