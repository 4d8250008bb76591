import { isRareUnit } from './fluency.ts';
import { MEASURES, type Measure, type Measures } from './measure-text.ts';
import { shinglesOf } from './shingles.ts';
import { type TextView, viewText } from './text-view.ts';
import type { WritingTask } from './writing-task.ts';

/** What a text has of the human original. From 0 to 1. */
export interface Likeness {
  /** How much of what only the original says, and not the prompt, it says too; 1 from a sixth of its rare things on. */
  readonly shared: number;
  /**
   * Of a text that takes passages over from the original: how far they stand in order, with as many negations, and without
   * other text around them. 1 where there are none. Only the original itself has exactly 1 of the texts that have some.
   */
  readonly faithful: number;
  /** Its length against the original's, where it is shorter; 1 else. */
  readonly whole: number;
}

/** Shares of what an original says that a text about the same has; texts about something else have `chance`. */
const ENOUGH = { rare: 0.17, any: 0.4 } as const;
const CHANCE = { en: 0.16, zh: 0.06 } as const;
const FEWEST_RARE = 6;
const TAKEN_OVER = 0.1;

/** Prepares the comparison with the human original. Linear in both texts. */
export function prepareLikeness(
  task: WritingTask,
  prompt: string,
  original: string,
): (view: TextView) => Likeness {
  const { language } = task;
  const asked = viewText(prompt, language).units;
  const view = viewText(original, language);
  const own = [...view.units].filter((unit) => !asked.has(unit));
  const rare = own.filter((unit) => isRareUnit(unit, language));
  const places = new Map<string, number>();
  for (const [at, run] of shinglesOf(view, RUN[language]).entries())
    if (!places.has(run)) places.set(run, at);
  const shareOf = (wanted: readonly string[], { units }: TextView) =>
    wanted.filter((unit) => units.has(unit)).length / Math.max(1, wanted.length);
  return (text) => {
    const any = Math.max(0, shareOf(own, text) - CHANCE[language]) / ENOUGH.any;
    const some = rare.length < FEWEST_RARE ? 0 : shareOf(rare, text) / ENOUGH.rare;
    return {
      shared: Math.min(1, Math.max(any, some)),
      faithful: faithfulness(text, view, places),
      whole: Math.min(1, text.words.length / Math.max(1, view.words.length)),
    };
  };
}

const RUN = { en: 4, zh: 6 } as const;

function faithfulness(text: TextView, original: TextView, places: ReadonlyMap<string, number>): number {
  if (text.text.trim() === original.text.trim()) return 1;
  const runs = shinglesOf(text, RUN[text.language]);
  const at = runs.flatMap((run) => places.get(run) ?? []);
  const pure = at.length / Math.max(1, runs.length);
  if (pure < TAKEN_OVER) return 1;
  const whole = new Set(at).size / Math.max(1, places.size);
  const longer = Math.max(1, text.words.length / Math.max(1, original.words.length));
  const turned = pure < MOSTLY ? 0 : Math.abs(negationsOf(text) - negationsOf(original) * Math.min(1, whole));
  const same = pure ** pure * (1 - SLIGHT + SLIGHT * whole);
  return (same * (1 - pure + pure * rising(at)) * Math.exp(-turned / 3)) / longer;
}

/** Least loss of a text that lacks some of the original. */
const SLIGHT = 0.05;
/** A text that is mostly the original, and denies more or less than it, says something else. */
const MOSTLY = 0.5;
const NEGATION =
  /(?<!不)[不没未非](?![但仅])|\b(?:not|no|never|none|nobody|nothing|neither|nor|cannot|without)\b|n['’]t\b/gi;

function negationsOf({ text }: TextView): number {
  return text.match(NEGATION)?.length ?? 0;
}

const MOST_PLACES = 80;

/** @returns 1 where all stands in order, 0 where it stands in any: from the share of pairs that rise */
function rising(places: readonly number[]): number {
  const step = Math.max(1, Math.floor(places.length / MOST_PLACES));
  const some = places.filter((_, at) => at % step === 0);
  let up = 0;
  let all = 0;
  for (let one = 0; one < some.length; one += 1)
    for (let other = one + 1; other < some.length; other += 1) {
      all += 1;
      if (some[one]! < some[other]!) up += 1;
    }
  return all === 0 ? 1 : Math.max(0, (2 * up) / all - 1);
}

/** Least width of a measure's range, as a share of the original's value. */
const LEAST_WIDTH = 0.1;

/** @returns for each measure how far a text falls behind the original, in widths of the range of human texts; never below 0 */
export function shortfalls(
  measures: Measures,
  original: Measures,
  widths: Readonly<Partial<Record<Measure, number>>>,
): Readonly<Partial<Record<Measure, number>>> {
  return Object.fromEntries(
    MEASURES.map((name) => {
      const width = Math.max(widths[name] ?? 1, LEAST_WIDTH * Math.abs(original[name]), 1e-3);
      return [name, Math.min(3, Math.max(0, original[name] - measures[name]) / width)];
    }),
  );
}
