import { findNumbers } from '../../text/numbers/find-numbers.ts';
import type { FoundNumber, NumberReading } from '../../text/numbers/found-number.ts';
import { markForQuery } from '../../text/numbers/mark-for-query.ts';
import type { DecimalMark } from '../../text/numbers/number-style.ts';
import { equalRationals, multiplyRationals, type Rational } from '../../text/numbers/rational.ts';
import { unitAsked } from '../../text/numbers/unit-asked.ts';
import { isSameSort, isSameUnit, type Unit } from '../../text/numbers/units.ts';
import { type Counted, countedIn, givensOf } from './counted.ts';

/** What a query asks its number to be. */
export interface Asked {
  readonly wanted: readonly FoundNumber[];
  readonly reading: NumberReading;
  readonly percent: boolean;
  /** Whether the number is wanted in decimal form: a fraction or per cent is then another form. */
  readonly decimal: boolean;
  /** Whether a whole number is wanted: a fraction that comes to it is a computation left open. */
  readonly whole: boolean;
  readonly counted: Counted | null;
  readonly unit: Unit | null;
  /** Numbers that the question gives, with what each counts. */
  readonly givens: ReadonlySet<string>;
  /** Whether there is a question at all: without one, per cent may have been asked for. */
  readonly open: boolean;
}

/** Per cent that is not a given of the question, and quantities that are told in per cent. */
const ASKS_PERCENT =
  /(?<!\d\s?|\b(?:ten|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred|five|zehn|zwanzig|dreißig|fünfzig)[\s-])(?:%|\bper ?cent(?:age)?\b|\bpct\b|prozent|por ?ciento|porcentaje|pour ?cent(?:age)?|percentuale|percentual)|百分|パーセント|\b(?:rate|margin|share|proportion|probability|chance|likelihood|discount|markup|mark-up|interest|accuracy|yield|return|tax|tip)\b[^.!?]{0,60}\?|\bhow (?:much|many) (?:more|less|higher|lower)\b[^.!?]{0,40}\brelative/i;
const ASKS_DECIMAL =
  /\b(?:as|in|into|give|write|express(?:ed)?)\b[^.?!\n]{0,24}\bdecimal\b(?! (?:places?|digits?|points?)\b)|\bals dezimal|\b(?:en|sous) (?:forme )?décimal|\bcomo decimal/i;
const HUNDREDTH: Rational = { numerator: 1n, denominator: 100n };

/**
 * Reads the references, and from the prompt the decimal mark, the unit and whether per cent or a bound is asked for.
 * @param given the decimal mark, where the caller says it
 */
export function readAsked(prompt: string, references: readonly string[], given?: DecimalMark): Asked {
  const reading = {
    mark: markForQuery(prompt, references, given),
    bounds: /\b(?:least|most|minimum|maximum|fewest|smallest|largest|up to)\b/i.test(prompt.slice(-2_000)),
  };
  const wanted = references.flatMap((text) => {
    const source = text.slice(0, 2_000).trim();
    const [number, second] = source.length < 600 ? findNumbers(source, reading) : [];
    const alone =
      number &&
      !second &&
      !/[\p{L}\d]/u.test(
        source.slice(0, number.start) + source.slice(number.end).replace(/^\s?[\p{L}°²³/]{1,20}\.?$/u, ''),
      );
    return alone && number.value && !number.inWords ? [number] : [];
  });
  const percent = wanted.some((number) => number.percent) || ASKS_PERCENT.test(prompt.slice(-2_000));
  const unit = wanted.find((number) => number.unit)?.unit ?? unitAsked(prompt);
  const decimal =
    ASKS_DECIMAL.test(prompt.slice(-2_000)) &&
    references.some((text) => /^\s*[-−]?\d*[.,]\d+\s*$/.test(text));
  const whole = wanted.length > 0 && wanted.every(({ value }) => value!.denominator === 1n);
  return {
    wanted,
    reading,
    percent,
    decimal,
    whole,
    counted: countedIn(prompt),
    unit,
    givens: givensOf(prompt, reading),
    open: prompt.trim() === '',
  };
}

/**
 * Whether a number is one that is wanted: per cent are read one way, units of one sort are converted.
 * @param perOne whether the text says that there is so much for each, where so much per one is asked for
 */
export function isAsked(number: FoundNumber, asked: Asked, perOne: boolean): boolean {
  const { value } = number;
  if (!value) return false;
  return asked.wanted.some((wanted) => {
    if (number.percent && !asked.percent && (isShare(wanted.value!) || !asked.open))
      return equalRationals(multiplyRationals(value, HUNDREDTH) ?? value, wanted.value!);
    const unit = wanted.unit ?? asked.unit;
    if (number.unit && unit && !isSameUnit(number.unit, unit) && !number.percent) {
      if (perOne) return equalRationals(value, wanted.value!);
      // "30 miles a week" where miles are asked for, "5 hours" where hours a week are: the time is said, or left out.
      if (asked.counted && (isRateOf(number.unit, unit) || isRateOf(unit, number.unit)))
        return equalRationals(value, wanted.value!);
      if (!isSameSort(number.unit, unit)) return false;
      if (number.unit.dimension !== unit.dimension) return equalRationals(value, wanted.value!);
      const [have, want] = [number.unit.factor, unit.factor];
      const left = multiplyRationals(value, have);
      const right = multiplyRationals(wanted.value!, want);
      return (
        left !== null &&
        right !== null &&
        want.numerator !== 0n &&
        have.numerator !== 0n &&
        equalRationals(left, right)
      );
    }
    return equalRationals(value, wanted.value!);
  });
}

function isRateOf(rate: Unit, unit: Unit): boolean {
  return rate.dimension === `${unit.dimension}/time` || rate.dimension === `${unit.dimension}/months`;
}

function isShare({ numerator, denominator }: Rational): boolean {
  return numerator > 0n && numerator <= denominator;
}
