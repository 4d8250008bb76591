import { type Decimal, equalDecimals, parseDecimal } from '../../text/decimal.ts';
import { readDate } from './dates.ts';
import { readAsSet, readSet } from './sets.ts';
import { joinedSigns } from './structure.ts';

/** A reference, made ready to be compared with claims. */
export interface Wanted {
  readonly lines: readonly string[];
  readonly bare: string;
  readonly brackets: string | null;
  readonly number: Decimal | null;
  readonly date: string | null;
  readonly items: readonly string[] | null;
  /** Its items in any order, where it is a set. */
  readonly set: string | null;
  /** Whether capitals count. */
  readonly cased: boolean;
}

const ONLY_BRACKETS = /^[\s()[\]{}<>]+$/;
const NUMBER = /^[$€£¥]?\s?([+-]?(?:\d{1,3}(?:,\d{3})+|\d+)?(?:\.\d*)?)[^\S\n]?([^\d\n]{0,40})$/;
const SCALES =
  /%|\b(?:or|and|to|plus|minus|half|dozen|hundred|thousand|million|billion|trillion|percent|per|over|through|degrees?|not)\b/;

/** @returns null where the reference has nothing to compare with */
export function prepareWanted(reference: string, cased = false): Wanted | null {
  if (reference.length > 8_000) return null;
  const lines = linesOf(reference, cased);
  if (lines.length === 0) return null;
  const whole = lines.join('\n');
  const items = itemsOf(whole);
  return {
    lines,
    bare: bareOf(whole),
    brackets: ONLY_BRACKETS.test(whole) ? whole.replace(/\s/g, '') : null,
    number: numberOf(whole, false),
    date: cased ? null : readDate(whole),
    items: lines.length === 1 && items.length > 1 ? items : null,
    set: cased || lines.length !== 1 ? null : readSet(whole),
    cased,
  };
}

/**
 * Compares a claim with a reference after evening out white space, case, quotes and surrounding punctuation. Brackets
 * may be written without spaces, numbers with thousands commas, a currency sign or a unit, lists with commas or spaces.
 */
export function isSameAnswer(claim: string, wanted: Wanted): boolean {
  if (claim.length > 20_000) return false;
  const lines = linesOf(claim, wanted.cased);
  if (lines.length === wanted.lines.length && lines.every((line, index) => line === wanted.lines[index]))
    return true;
  const whole = lines.join('\n');
  if (wanted.brackets !== null) return whole.replace(/[\s.,;"'`]/g, '') === wanted.brackets;
  const bare = bareOf(whole);
  if (bare !== '' && bare === wanted.bare) return true;
  if (!wanted.cased && sameSigns(bare, wanted.bare)) return true;
  if (wanted.number !== null) {
    const number = numberOf(bareOf(whole, /[\s"'`*_,;:]/), true);
    return number !== null && equalDecimals(number, wanted.number);
  }
  if (wanted.date !== null) return readDate(bare) === wanted.date;
  if (wanted.set !== null) return lines.length === 1 && readAsSet(whole) === wanted.set;
  if (wanted.items === null || wanted.cased || lines.length !== 1) return false;
  const items = itemsOf(whole);
  return items.length === wanted.items.length && items.every((item, index) => item === wanted.items![index]);
}

/** Single signs may be written apart: "4 1 2 3", "4-1-2-3" and "4123" are one row, "1-2-3" is the code 123. */
function sameSigns(claim: string, wanted: string): boolean {
  const [left, right] = [joinedSigns(claim), joinedSigns(wanted)];
  return (left !== null || right !== null) && (left ?? claim) === (right ?? wanted);
}

function linesOf(text: string, cased: boolean): string[] {
  const composed = text.normalize('NFC');
  return (cased ? composed : composed.toLowerCase())
    .replace(/[“”„«»]/g, '"')
    .replace(/[‘’]/g, "'")
    .replace(/[−–]/g, '-')
    .replace(/_\{([\p{L}\p{N}]{1,8})\}/gu, '_$1')
    .split('\n')
    .map((line) => line.replace(/\s+/g, ' ').trim())
    .filter((line) => line !== '');
}

/** Without the quotes, marks and sentence punctuation around it; a list's outer brackets stay. */
function bareOf(text: string, mark = /[\s"'`*_.,;:!?]/): string {
  let start = 0;
  let end = text.length;
  while (start < end && mark.test(text[start]!) && !/^[.,]\d/.test(text.slice(start, start + 2))) start += 1;
  while (end > start && mark.test(text[end - 1]!)) end -= 1;
  return text.slice(start, end);
}

function numberOf(text: string, withUnit: boolean): Decimal | null {
  const match = NUMBER.exec(text);
  if (!match?.[1] || !/\d/.test(match[1])) return null;
  const unit = match[2]!.replace(/[.!]$/, '').trim();
  if (
    unit !== '' &&
    (!withUnit || SCALES.test(unit) || !/^[\p{L}°() ²³]+$/u.test(unit) || unit.split(' ').length > 3)
  )
    return null;
  return parseDecimal(match[1]);
}

function itemsOf(text: string): string[] {
  const inside = /^\[(.*)\]\.?$/.exec(text)?.[1] ?? text;
  return inside
    .split(/\s*[,;]\s*|\s+/)
    .map((item) => bareOf(item) || item)
    .filter((item) => item !== '');
}
