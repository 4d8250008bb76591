import { findNumbers } from '../../text/numbers/find-numbers.ts';
import type { FoundNumber, NumberReading } from '../../text/numbers/found-number.ts';
import { equalRationals } from '../../text/numbers/rational.ts';

const JOIN = String.raw`(?:\s|\\[,;:! ]|\\cdot|\\times|[*·×])*`;
/** What makes a term of the number before it: a constant, a root, a letter that is no unit, a sum or quotient with such a letter. */
const TERM = new RegExp(
  String.raw`^(?:${JOIN}(?:\\pi(?![a-z])|π|pi(?!\p{L})|√|\\sqrt)|[xyzni](?!\p{L})|\s*[-−+/]\s*[xyzC](?!\p{L}))`,
  'u',
);
/** Questions whose answer may be written with an x that means "times". */
const ASKS_TIMES =
  /\b(?:times|factor|ratio|fold|multiple|multiplier|as (?:much|many|\p{L}+) as|\p{L}+er than)\b/iu;

/** Whether a question may be answered by "3x", meaning three times. Without a question it may. */
export function asksTimes(prompt: string): boolean {
  return prompt.trim() === '' || ASKS_TIMES.test(prompt.slice(-2_000));
}

/**
 * Whether a claim has the number as a part of a term only: "9x", "9π", "9 - y". Such a claim is another value than the number.
 * @param times whether an x behind the number may mean "times"
 */
export function isCoefficient(
  claim: string,
  { value }: FoundNumber,
  { reading, times }: { readonly reading: NumberReading; readonly times: boolean },
): boolean {
  const same = findNumbers(claim, reading).filter(
    (one) => one.value !== null && value !== null && equalRationals(one.value, value),
  );
  return (
    same.length > 0 &&
    same.every(({ end }) => {
      const behind = claim.slice(end);
      return TERM.test(behind) && !(behind.startsWith('x') && (times || /^x\s+\p{L}/u.test(behind)));
    })
  );
}
