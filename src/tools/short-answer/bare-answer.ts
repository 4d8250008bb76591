import { withoutMarkup } from '../../text/without-markup.ts';
import type { Alias, AnswerKey } from './answer-key.ts';
import { type CalendarDate, compareDates, readCalendarDate } from './calendar.ts';
import { hasOtherNotation, holdsNotation, isNotation, plainNotation } from './formal.ts';
import { compareNames } from './names.ts';
import { compareOrder } from './ordered.ts';
import {
  compareQuantities,
  compareTimes,
  type Likeness,
  type Quantity,
  readQuantity,
  readTime,
} from './quantity.ts';
import { type Token, tokenize } from './tokens.ts';

const LEAD =
  /^(?:(?:well|so|sure|yes|ok(?:ay)?|oh|certainly|clearly|of course|undoubtedly)\b[,:.!]*\s+)?(?:(?:there is )?(?:no|without(?: a)?|beyond) doubt(?: that)?,?\s+)?(?:(?:i (?:think|believe|say|would say)|i['’]d say)(?: that)?\s+)?(?:(?:it|this|that|he|she|they)(?:['’]s| is| was| are| were)\s+)?(?:called |named |none other than )?/i;
const COMMAND = /\\(?:text|textbf|textrm|mathrm|mathbf|operatorname)\s*\{([^{}]*)\}/g;
/** "Hadrian's Wall" is no Hadrian. */
const OWNER = /['’]s?\s+\p{L}/u;
const ASKS = /\b(?:who|whom|whose|what|which|when|where|why|how)\b/i;
const MOST_WORDS = 10;
const LONGEST = 300;

/** @returns what an answer of a few words says, without the marks and words around it */
export function bareText(written: string): string {
  const plain = withoutMarkup(written.replace(COMMAND, '$1').replace(/\\(?=[%$&#_ ])/g, ''))
    .replace(/^["'“”‘’«»(\s]+(?=[^()]*$)|["'“”‘’«»\s]+$/g, '')
    .trim();
  return plain.replace(LEAD, '').trim();
}

/**
 * Compares an answer of a few words with every alias as values of one sort: notation, ordered items, times, dates,
 * quantities, names.
 * @returns `same` where it equals one of them, `different` where it is of one sort with all and equals none
 */
export function judgeBare(key: AnswerKey, written: string): Likeness {
  if (written.length > LONGEST) return 'unknown';
  const text = lastSide(key, bareText(written));
  if (saysTwice(key, text)) return 'same';
  if (text === '' || ASKS.test(text)) return 'unknown';
  if (/[?？]/.test(text) && !key.aliases.some((alias) => alias.written.includes('?'))) return 'unknown';
  const tokens = tokenize(text, LONGEST);
  const isShort = tokens.length > 0 && tokens.length <= MOST_WORDS;
  const said = isShort ? readSaid(key, text, written, tokens) : null;
  let different = key.aliases.length > 0;
  for (const alias of key.aliases) {
    let likeness: Likeness = 'unknown';
    if (alias.notation) likeness = compareNotation(alias.written, text, isShort);
    else if (alias.order) likeness = compareOrder(alias.order, text);
    else if (said) likeness = compareValues(key, alias, said);
    if (likeness === 'same') return 'same';
    if (likeness === 'unknown') different = false;
  }
  return different ? 'different' : 'unknown';
}

/** "0 °C (32 °F)", "32 °F, which is 0 °C": one amount in two units, both of them the wanted one. */
function saysTwice(key: AnswerKey, text: string): boolean {
  const [, first, second] = TWICE.exec(text) ?? [];
  if (first === undefined || second === undefined) return false;
  return key.aliases.some(({ quantity }) => {
    const said = [first, second].map((part) => readQuantity(part, key.mark));
    return (
      quantity !== null &&
      said.every((one) => one !== null && one.counted !== '' && compareQuantities(quantity, one) === 'same')
    );
  });
}

const TWICE =
  /^([^(),=]{1,30}?)\s?(?:\(|,?\s?(?:which is|that is|i\.e\.,?|equal to|equals|or|=|≈|oder|soit|o sea)\s)(?:or |about |i\.e\. )?([^(),=]{1,30})\)?$/i;

/** "0.15 × 80 = 12": where a number is wanted, what stands behind the last equals sign. */
function lastSide({ aliases }: AnswerKey, text: string): string {
  if (!text.includes('=') || !aliases.every(({ quantity }) => quantity !== null)) return text;
  return text.slice(text.lastIndexOf('=') + 1).trim();
}

/** What is said in a few words, read as every sort of value. */
interface Said {
  readonly text: string;
  readonly tokens: readonly Token[];
  readonly time: ReturnType<typeof readTime>;
  readonly date: CalendarDate | null;
  readonly quantity: Quantity | null;
}

function readSaid(key: AnswerKey, text: string, written: string, tokens: readonly Token[]): Said {
  return {
    text,
    tokens,
    time: readTime(text),
    date: readCalendarDate(tokens.map((token) => token.text)),
    quantity: readQuantity(bareText(written.replace(/\$(?=\s?\d)/g, 'USD ')), key.mark),
  };
}

function compareNotation(wanted: string, text: string, isShort: boolean): Likeness {
  if (plainNotation(text) === plainNotation(wanted)) return 'same';
  if (!isShort) return 'unknown';
  if (holdsNotation(text, wanted)) return hasOtherNotation(text, wanted) ? 'unknown' : 'same';
  return isNotation(text) ? 'different' : 'unknown';
}

function compareValues(key: AnswerKey, alias: Alias, said: Said): Likeness {
  if (alias.time) return said.time ? compareTimes(alias.time, said.time) : 'unknown';
  const { date } = alias;
  const score = compareScores(alias.written, said.text);
  if (score !== 'unknown') return score;
  if (date && date.month !== null && date.day !== null) {
    const numeric = compareNumericDate(date, said.text);
    if (numeric !== 'unknown') return numeric;
  }
  if (date && said.date && (date.month !== null || said.date.month !== null))
    return compareDates(date, said.date);
  if (alias.quantity && said.quantity) return compareQuantities(alias.quantity, said.quantity);
  if (isShortFor(alias.written, said.text) || isShortFor(said.text, alias.written)) return 'same';
  if (namesBoth(alias.written, said.text)) return 'same';
  if (OWNER.test(said.text) && !OWNER.test(alias.written)) return 'unknown';
  return compareNames(alias, said.tokens, key.question);
}

/** "NASA" for "National Aeronautics and Space Administration"; the long form may have the short one in brackets. */
function isShortFor(short: string, long: string): boolean {
  const letters = short.trim().replace(/\./g, '');
  if (!/^\p{Lu}{3,8}$/u.test(letters)) return false;
  const plain = long
    .replace(/\s*\([^()]{1,12}\)\s*$/, '')
    .replace(/^the\s+/i, '')
    .trim();
  const words = plain
    .split(/[\s-]+/)
    .filter((word) => !/^(?:of|the|and|for|in|de|des|der|und|et|&)$/i.test(word));
  return (
    words.length === letters.length &&
    words.every((word, at) => /^\p{Lu}\p{Ll}/u.test(word) && word[0] === letters[at]) &&
    words.length >= 3
  );
}

const SCORE = /^(\d{1,3})\s?[-–—:]\s?(\d{1,3})$/;

/** "3-1": two numbers whose order counts. */
function compareScores(wanted: string, said: string): Likeness {
  const [left, right] = [SCORE.exec(wanted.trim()), SCORE.exec(said)];
  if (!left || !right) return 'unknown';
  return left[1] === right[1] && left[2] === right[2] ? 'same' : 'different';
}

/** "7/4/1776": day and month in either order; behind full stops the day comes first. */
function compareNumericDate(wanted: CalendarDate, said: string): Likeness {
  const match = /^(\d{1,2})([/.-])(\d{1,2})(?:\2(\d{4}))?$/.exec(said.trim());
  if (!match || (match[4] === undefined && (match[2] !== '/' || wanted.year !== null))) return 'unknown';
  const [first, second, year] = [Number(match[1]), Number(match[3]), Number(match[4])];
  if (wanted.year !== null && match[4] !== undefined && year !== wanted.year) return 'different';
  const isDayFirst = wanted.day === first && wanted.month === second;
  const isMonthFirst = wanted.month === first && wanted.day === second && match[2] !== '.';
  return isDayFirst || isMonthFirst ? 'same' : 'different';
}

/** "NASA (National Aeronautics and Space Administration)": one of the two is the wanted name, the other stands for it. */
function namesBoth(wanted: string, said: string): boolean {
  const match = /^([^()]{2,80}?)\s*\(([^()]{2,80})\)$/.exec(said.trim());
  if (!match) return false;
  const [outer, inner] = [match[1]!, match[2]!].map((name) => name.replace(/^the\s+/i, ''));
  const isPair = isShortFor(outer!, inner!) || isShortFor(inner!, outer!);
  const plain = wanted.replace(/^the\s+/i, '').toLowerCase();
  return isPair && (outer!.toLowerCase() === plain || inner!.toLowerCase() === plain);
}
