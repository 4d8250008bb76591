import { findNumbers } from '../text/numbers/find-numbers.ts';
import type { FoundNumber, NumberReading } from '../text/numbers/found-number.ts';
import { equalRationals } from '../text/numbers/rational.ts';
import type { Grammar } from './grammar.ts';
import { opensWithWords } from './opens-with-words.ts';

/**
 * What a number of a text counts: what is asked for, the same in another unit, or something else, as the 5 of "60 eggs in the
 * 5 boxes"; a given of the question said again, as the 4 of "240 km in 4 hours"; null where it does not say.
 */
export type Counts = 'asked' | 'other unit' | 'other' | 'given' | null;
type CountsWhat = (text: string, number: FoundNumber) => Counts;

/**
 * @param countsWhat decides between the numbers of a sentence; without it the last one counts
 * @returns the grammar of single numbers, as `final-number` and others judge them
 */
export function numberGrammar(
  reading: NumberReading,
  countsWhat: CountsWhat = () => null,
): Grammar<FoundNumber> {
  return {
    closed: false,
    computes: true,
    find(text, last) {
      const numbers = findNumbers(text, reading);
      return (last ? likely(text, numbers, countsWhat) : numbers).map((value) => ({
        value,
        start: value.start,
        end: value.end,
      }));
    },
    same: (left, right) =>
      left.value !== null &&
      right.value !== null &&
      left.percent === right.percent &&
      equalRationals(left.value, right.value),
    isValue: ({ value }) => value !== null,
    isProse: opensWithWords,
    isBare(line, { start, end }) {
      const rest = `${line.slice(0, start)} ${line.slice(end)}`.replace(
        /\b(?:maybe|perhaps|about|approximately|around|or)\b/gi,
        '',
      );
      const words = rest.match(/\p{L}+/gu) ?? [];
      return !/\p{N}/u.test(rest) && words.length <= 1 && line.slice(0, start).search(/\p{L}/u) < 0;
    },
  };
}

/** Of the numbers of a sentence of prose: digits where there are any; "one" is an article or a pronoun there. */
function likely(text: string, all: readonly FoundNumber[], countsWhat: CountsWhat): readonly FoundNumber[] {
  const numbers = all.length < 2 ? all : ofWhatIsAsked(text, all, countsWhat);
  const digits = numbers.filter(({ inWords }) => !inWords);
  if (digits.length > 0) return digits;
  return numbers.filter(
    ({ start, end }) => (numbers.length === 1 && text.length < 30) || !/^one$/i.test(text.slice(start, end)),
  );
}

function ofWhatIsAsked(
  text: string,
  numbers: readonly FoundNumber[],
  countsWhat: CountsWhat,
): readonly FoundNumber[] {
  // "12 months · $60 = $720": what a calculation comes to is the answer, whatever else it counts.
  if (/=\s*[$€£¥]?\s*$/.test(text.slice(0, numbers.at(-1)!.start))) return numbers;
  const counts = numbers.map((number) => countsWhat(text, number));
  const own = numbers.filter((_, index) =>
    counts.includes('asked')
      ? counts[index] === 'asked' || counts[index] === null
      : counts[index] !== 'given',
  );
  return own.some(({ value }) => value !== null) ? own : numbers;
}
