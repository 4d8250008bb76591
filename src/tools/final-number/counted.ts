import type { Counts } from '../../answers/grammar-of-numbers.ts';
import { porterStem } from '../../text/metrics/porter-stem.ts';
import { findNumbers } from '../../text/numbers/find-numbers.ts';
import type { FoundNumber, NumberReading } from '../../text/numbers/found-number.ts';
import { isSameSort, isSameUnit, type Unit, unitNamed } from '../../text/numbers/units.ts';

const ASKED =
  /\bhow many (?:more |fewer |whole |full |total |different )?(?!(?:are|is|was|were|does|did|can|will|would|could|should|have|has|had|more|less|fewer|remain\w*|left|there|each|every|the|you|they|she|must)\b)(\p{L}{3,20})|, in (?!(?:total|all|sum|full|whole|vain|detail)\b)(\p{L}{3,20})\s*\?/giu;
const GIVEN = /\b\d[\d,.]*\s(\p{L}{3,20})/gu;

const TIMES = new Set(['second', 'minute', 'hour', 'day', 'week', 'month', 'year', 'decade'].map(porterStem));

/** What a question counts, and what else it gives numbers of: "After 7 days … How long is the book, in pages?". */
export interface Counted {
  /** In stems, as are the others. */
  readonly asked: string;
  readonly unit: Unit | null;
  readonly others: ReadonlySet<string>;
  /** Whether the question asks for an amount per time, or for each. */
  readonly asksRate: boolean;
}

/** @returns what a question asks the number of, or null where it names nothing or several things */
export function countedIn(prompt: string): Counted | null {
  const text = prompt.slice(-2_000).toLowerCase();
  const words = Array.from(text.matchAll(ASKED), (match) => (match[1] ?? match[2])!);
  const [asked, second] = new Set(words.map(porterStem));
  if (asked === undefined || second !== undefined) return null;
  const others = new Set(Array.from(text.matchAll(GIVEN), (match) => porterStem(match[1]!)));
  others.delete(asked);
  const asksRate = /\b(?:per|each|every|an? (?:day|hour|week|month|year|minute))\b/.test(
    text.split(/[.!]\s/).at(-1)!,
  );
  return { asked, unit: unitNamed(words[0]!), others, asksRate };
}

/** "5 minutes for each of the 5 km" where minutes per km are asked for. */
export function isPerOne(behind: string, unit: Unit, wanted: Unit): boolean {
  return (
    wanted.dimension.startsWith(`${unit.dimension}/`) &&
    /^[^.;!?\d]{0,30}\b(?:each|every|per|apiece|je|jede\w{0,2}|pro|chaque|par|cada|por|ogni)\b/i.test(behind)
  );
}

const NOUN = /^\s(\p{L}{2,20})(?:\s(\p{L}{3,20}))?/u;

/** What a number of a sentence counts or measures: the 5 of "60 eggs in the 5 boxes" is something else than eggs. */
export function countsWhat(
  text: string,
  number: FoundNumber,
  asked: {
    readonly counted: Counted | null;
    readonly unit: Unit | null;
    readonly givens: ReadonlySet<string>;
  },
): Counts {
  const given = givenKey(text, number);
  return given !== null && asked.givens.has(given) ? 'given' : countsOfAsked(text, number, asked);
}

/** @returns every number of a question together with what it counts or measures */
export function givensOf(prompt: string, reading: NumberReading): ReadonlySet<string> {
  const text = prompt.slice(-2_000);
  return new Set(findNumbers(text, reading).flatMap((number) => givenKey(text, number) ?? []));
}

/** A number and its unit, or the stem of the word behind it; null where there is neither. */
function givenKey(text: string, { value, unit, percent, end }: FoundNumber): string | null {
  if (!value || percent) return null;
  const said = `${value.numerator}/${value.denominator}`;
  if (unit) return `${said} ${unit.dimension} ${unit.factor.numerator}/${unit.factor.denominator}`;
  const noun = NOUN.exec(text.slice(end, end + 44).toLowerCase())?.[1];
  return noun === undefined || noun.length < 3 || NO_NOUN.has(noun) ? null : `${said} ${porterStem(noun)}`;
}
const PLURAL = /^(?!(?:plus|less|this|thus|minus|times|always|perhaps|towards|besides)$)\p{L}{3,}s$/u;
const NO_NOUN = new Set(
  'and are for from has have her him his into more less off out per than that the them then they was were will with'.split(
    ' ',
  ),
);

function countsOfAsked(
  text: string,
  { unit, percent, end }: FoundNumber,
  asked: { readonly counted: Counted | null; readonly unit: Unit | null },
): Counts {
  const { counted } = asked;
  const wanted = asked.unit ?? counted?.unit ?? null;
  if (unit && wanted && !percent)
    return isSameUnit(unit, wanted) || isPerOne(text.slice(end), unit, wanted)
      ? 'asked'
      : isSameSort(unit, wanted)
        ? 'other unit'
        : 'other';
  // "168 pages in 14 days": what is measured is not what is counted.
  if (unit && counted && !percent) return 'other';
  const noun = NOUN.exec(text.slice(end, end + 44).toLowerCase());
  // "12 dollars for 6 packs": where an amount of money is asked for, things are only counted.
  if (!unit && wanted && !counted && noun && PLURAL.test(noun[1]!)) return 'other';
  const words = counted && noun;
  if (!words) return null;
  const stems = [words[1]!, words[2] ?? ''].map(porterStem);
  if (stems.includes(counted.asked)) return 'asked';
  return stems.some((stem) => counted.others.has(stem)) ? 'other' : null;
}

/**
 * Whether a claim that is a number and a few words counts another thing than the one asked for: "180 days" where pages are wanted. Another
 * name for the asked thing is none of the things that the question gives numbers of, nor a unit.
 */
export function countsOther(text: string, counted: Counted): boolean {
  const behind = /^[^\p{L}\d]*\d[\d.,\s]*(\p{L}[\p{L} ]{0,40})[^\p{L}\d]*$/u.exec(text.trim())?.[1];
  const written = behind?.toLowerCase().trim().split(/\s+/) ?? [];
  const words = written.map(porterStem);
  const [first] = words;
  if (first === undefined || words.length > 4) return false;
  if (words.includes(counted.asked)) return words.includes('per') && !counted.asksRate;
  if (words[1] === 'per' && !counted.asksRate) return true;
  const unit = written[0]!.length > 1 ? unitNamed(written[0]!) : null;
  if (counted.unit && unit) return unit.dimension !== counted.unit.dimension;
  if (TIMES.has(first) && !TIMES.has(counted.asked)) return true;
  return counted.others.has(first) || (unit !== null && counted.unit === null);
}
