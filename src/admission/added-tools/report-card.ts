import { type Share, share } from '../../spec/share.ts';
import type { ScorePair } from './gates-of-pairs.ts';
import type { PreferencePair } from './preference-pairs.ts';

/** What a reward model is worth on labelled pairs, seen from three sides: selection, order, calibration (SWE-RM, 2025). */
export interface ReportCard {
  readonly pairs: number;
  /** Pairs in the right order, a tie being half of one: all, and by what the pair is like. */
  readonly accuracy: Readonly<Record<string, Share>>;
  /** By number of responses to one prompt: how often the one that stands highest is a preferred one. */
  readonly bestOf: Readonly<Record<string, Share>>;
  /**
   * Of prompts with several responses beside a preferred one: the mean of 1 / the place of the best preferred one, as “RewardMATH” (2024)
   * measures a right solution among several wrong ones. Null where there are no such prompts.
   */
  readonly reciprocalRank: number | null;
  /** What the differences of scores say as probabilities, at the temperature that fits them best. */
  readonly calibration: {
    readonly temperature: number;
    readonly brier: number;
    readonly expectedError: number;
  };
}

const TEMPERATURES = Array.from({ length: 61 }, (_, at) => 10 ** (at / 15 - 2));
const BINS = 10;

/** @throws RLAR_SCORER_… */
export async function reportCard(pairs: readonly PreferencePair[], scores: ScorePair): Promise<ReportCard> {
  const judged = await Promise.all(
    pairs.map(async (pair) => {
      const [good = null, bad = null] = await scores(pair, [pair.chosen, pair.rejected]);
      return { pair, good, bad };
    }),
  );
  const whole = judged.flatMap(({ pair, good, bad }) =>
    good === null || bad === null ? [] : [{ pair, good, bad }],
  );
  const right = (list: typeof whole) =>
    share(
      list.reduce((sum, { good, bad }) => sum + (good > bad ? 1 : good === bad ? 0.5 : 0), 0),
      list.length,
    );
  const groups = Map.groupBy(whole, ({ pair }) => (typeof pair.kind === 'string' ? `kind ${pair.kind}` : ''));
  const longer = whole.filter(({ pair }) => pair.chosen.length > pair.rejected.length);
  const shorter = whole.filter(({ pair }) => pair.chosen.length <= pair.rejected.length);
  const middle =
    whole.map(({ pair }) => pair.chosen.length).toSorted((a, b) => a - b)[Math.floor(whole.length / 2)] ?? 0;
  return {
    pairs: whole.length,
    accuracy: {
      all: right(whole),
      'better one longer': right(longer),
      'better one not longer': right(shorter),
      'long responses': right(whole.filter(({ pair }) => pair.chosen.length >= middle)),
      'short responses': right(whole.filter(({ pair }) => pair.chosen.length < middle)),
      ...Object.fromEntries(
        [...groups].filter(([name]) => name !== '').map(([name, list]) => [name, right(list)]),
      ),
    },
    ...amongSeveral(whole),
    calibration: calibrationOf(whole.map(({ good, bad }) => good - bad)),
  };
}

interface Judged {
  readonly pair: PreferencePair;
  readonly good: number;
  readonly bad: number;
}

/** Ties are shared: of two that stand highest, each is the best one half of the time. */
function amongSeveral(whole: readonly Judged[]): Pick<ReportCard, 'bestOf' | 'reciprocalRank'> {
  const outcomes: { readonly size: number; readonly won: number }[] = [];
  const ranks: number[] = [];
  for (const list of Map.groupBy(whole, ({ pair }) => pair.prompt).values()) {
    const all = new Map<string, { readonly score: number; preferred: boolean }>();
    for (const { pair, good, bad } of list) {
      all.set(pair.chosen, { score: good, preferred: true });
      if (!all.has(pair.rejected)) all.set(pair.rejected, { score: bad, preferred: false });
    }
    const responses = [...all.values()];
    const highest = Math.max(...responses.map(({ score }) => score));
    const tops = responses.filter(({ score }) => score === highest);
    outcomes.push({ size: all.size, won: tops.filter(({ preferred }) => preferred).length / tops.length });
    if (all.size > 2) ranks.push(1 / placeOfBest(responses));
  }
  const bestOf = Object.fromEntries(
    [...Map.groupBy(outcomes, ({ size }) => size)]
      .toSorted(([left], [right]) => left - right)
      .map(([size, list]) => [
        `${size}`,
        share(
          list.reduce((sum, { won }) => sum + won, 0),
          list.length,
        ),
      ]),
  );
  return { bestOf, reciprocalRank: ranks.length === 0 ? null : rounded(meanOf(ranks)) };
}

/** The place of the highest preferred response; among equal ones the middle. */
function placeOfBest(responses: readonly { readonly score: number; readonly preferred: boolean }[]): number {
  const best = Math.max(...responses.filter(({ preferred }) => preferred).map(({ score }) => score));
  const above = responses.filter(({ score }) => score > best).length;
  const level = responses.filter(({ score }) => score === best).length;
  return above + (level + 1) / 2;
}

/** Every pair is seen from both sides, so that a probability above a half can be wrong as well as right. */
function calibrationOf(margins: readonly number[]): ReportCard['calibration'] {
  const loss = (temperature: number) =>
    margins.reduce((sum, margin) => sum + Math.log1p(Math.exp(Math.min(700, -margin / temperature))), 0);
  const temperature = TEMPERATURES.reduce(
    (best, one) => (loss(one) < loss(best) ? one : best),
    TEMPERATURES[30]!,
  );
  // The probability that is given to whichever response stands higher, and whether that was right.
  const sure = margins.map((margin) => ({
    said: 1 / (1 + Math.exp(-Math.abs(margin) / temperature)),
    right: margin > 0 ? 1 : margin < 0 ? 0 : 0.5,
  }));
  const brier =
    sure.reduce((sum, { said, right }) => sum + (said - right) ** 2, 0) / Math.max(1, sure.length);
  const bins = Map.groupBy(sure, ({ said }) => Math.min(BINS - 1, Math.floor((said - 0.5) * 2 * BINS)));
  const expectedError = [...bins.values()].reduce((sum, bin) => {
    const [said, right] = [meanOf(bin.map((one) => one.said)), meanOf(bin.map((one) => one.right))];
    return sum + (bin.length / sure.length) * Math.abs(said - right);
  }, 0);
  return { temperature: rounded(temperature), brier: rounded(brier), expectedError: rounded(expectedError) };
}

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function rounded(value: number): number {
  return Number(value.toPrecision(4));
}
