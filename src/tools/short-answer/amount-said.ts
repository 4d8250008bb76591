import { findNumbers } from '../../text/numbers/find-numbers.ts';
import type { AnswerKey } from './answer-key.ts';
import { compareQuantities, compareTimes, type Quantity, readQuantity, readTime } from './quantity.ts';

const LONGEST = 160;
const TIME = /\b\d{1,2}[:.h]\d{2}\b\s?(?:[ap]\.?\s?m\b\.?)?|\b\d{1,2}\s?[ap]\.?\s?m\b\.?/gi;
/** A unit of one or two words behind a number. */
const UNIT =
  /^\s?(?:°\s?[CFK]?\b|%|degrees? (?:celsius|centigrade|fahrenheit)|per cent\b|\p{L}{1,14}(?:\/\p{L}{1,3})?[²³]?)/iu;
const SIGN = /[$€£¥₹]\s?[-−]?$|(?:minus|negative)\s$|(?<![\p{L}\p{N}])[-−]$/iu;

/**
 * Puts the reference in the place of the one amount or time of a short sentence, where the two are worth the same: "It lasted
 * 90 min." becomes "It lasted an hour and a half." Numbers of the question do not count.
 * @returns null where the sentence holds none or several, or another amount
 */
export function withAmountOfKey(key: AnswerKey, text: string): string | null {
  if (text.length > LONGEST || !/[\d½¼¾]|\p{L}/u.test(text)) return null;
  for (const alias of key.aliases) {
    const place = alias.time
      ? placeOfTime(alias.time, text)
      : alias.quantity && placeOfAmount(key, alias.quantity, text);
    if (!place) continue;
    const rewritten = `${text.slice(0, place[0])}${alias.written}${text.slice(place[1])}`;
    return rewritten === text ? null : rewritten;
  }
  return null;
}

type Place = readonly [start: number, end: number];

function placeOfTime(wanted: NonNullable<ReturnType<typeof readTime>>, text: string): Place | null {
  const times = [...text.matchAll(TIME)];
  const [only] = times;
  const said = only && times.length === 1 ? readTime(only[0]) : null;
  return said && compareTimes(wanted, said) === 'same' ? [only!.index, only!.index + only![0].length] : null;
}

function placeOfAmount(key: AnswerKey, wanted: Quantity, text: string): Place | null {
  const numbers = findNumbers(text, { mark: key.mark, bounds: false }).filter(
    ({ start, end, inWords }) => !inWords || !/^(?:one|a|uno|un)$/i.test(text.slice(start, end)),
  );
  const own = numbers.filter(({ start, end }) => !key.question.content.has(text.slice(start, end).trim()));
  const [first, second] = own;
  if (!first || own.length > 2) return null;
  const last = second ?? first;
  const lead = SIGN.exec(text.slice(0, first.start))?.[0].length ?? 0;
  const unit = UNIT.exec(text.slice(last.end))?.[0].length ?? 0;
  for (const end of [last.end + unit, last.end]) {
    const said = readQuantity(text.slice(first.start - lead, end), key.mark);
    if (said && compareQuantities(wanted, said) === 'same') return [first.start - lead, end];
  }
  return null;
}
