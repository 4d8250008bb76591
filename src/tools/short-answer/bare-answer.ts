import { withoutMarkup } from '../../text/without-markup.ts';
import type { Alias } from './answer-key.ts';
import { type CalendarDate, compareDates, readCalendarDate } from './calendar.ts';
import { holdsNotation, isNotation, plainNotation } from './formal.ts';
import type { AnswerKey } from './measure.ts';
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
  const text = bareText(written);
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
  if (holdsNotation(text, wanted)) return 'same';
  return isNotation(text) ? 'different' : 'unknown';
}

function compareValues(key: AnswerKey, alias: Alias, said: Said): Likeness {
  if (alias.time) return said.time ? compareTimes(alias.time, said.time) : 'unknown';
  const { date } = alias;
  if (date && said.date && (date.month !== null || said.date.month !== null))
    return compareDates(date, said.date);
  if (alias.quantity && said.quantity) return compareQuantities(alias.quantity, said.quantity);
  if (OWNER.test(said.text) && !OWNER.test(alias.written)) return 'unknown';
  return compareNames(alias, said.tokens, key.question);
}
