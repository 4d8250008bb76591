import { findNumbers } from '../../text/numbers/find-numbers.ts';
import type { DecimalMark } from '../../text/numbers/number-style.ts';
import {
  equalRationals,
  isInteger,
  multiplyRationals,
  type Rational,
  toNumber,
} from '../../text/numbers/rational.ts';
import { type Unit, unitNamed } from '../../text/numbers/units.ts';

/** How a said value stands to the wanted one: equal, of one sort with it and another, or not to be told from its wording. */
export type Likeness = 'same' | 'different' | 'unknown';

/** A text that is one number with what it counts. */
export interface Quantity {
  readonly value: Rational;
  readonly percent: boolean;
  readonly unit: Unit | null;
  /** The words beside the number, in lower case. */
  readonly counted: string;
}

const TIME = /^(\d{1,2})[:.h](\d{2})\s*(?:([ap])\.?\s?m\.?)?$|^(\d{1,2})\s*([ap])\.?\s?m\.?$/i;
const HEDGE = /^(?:about|around|approximately|roughly|some|nearly|almost|circa|ca\.?|exactly|just|only)\s+/i;
const CLOSE = 0.02;

/** @returns null for what is no single quantity: names, dates, ranges, several numbers */
export function readQuantity(written: string, mark: DecimalMark): Quantity | null {
  if (written.length > 80 || isTwoNumbers(written)) return null;
  const text = written
    .replace(/[.!\s]+$/, '')
    .replace(HEDGE, '')
    .trim();
  const numbers = findNumbers(text, { mark, bounds: false });
  const [only] = numbers;
  if (numbers.length !== 1 || !only?.value) return null;
  const before = text.slice(0, only.start).replace(/[$€£¥\s(*]|USD|EUR/g, '');
  const counted = text.slice(only.end).replace(/[)*]/g, '').trim().toLowerCase();
  if (before !== '' || /\d/.test(counted) || counted.split(/\s+/).length > 3) return null;
  const money = /[$€]|USD|EUR/.exec(text)?.[0];
  const unit = only.unit ?? unitNamed(counted) ?? (money ? unitNamed(money) : null);
  return { value: only.value, percent: only.percent, unit, counted };
}

/** "60/12": two numbers that somebody joined, where "3/5" is a fraction. */
function isTwoNumbers(written: string): boolean {
  const match = /^\s*(\d+)\s*\/\s*(\d+)\s*$/.exec(written);
  return match !== null && Number(match[1]) >= Number(match[2]);
}

export function compareQuantities(wanted: Quantity, said: Quantity): Likeness {
  const [left, right] = inOneUnit(wanted, said);
  if (!left || !right) return 'different';
  if (!equalRationals(left, right)) {
    const [a, b] = [toNumber(left), toNumber(right)];
    const isOtherUnit = !(wanted.unit && said.unit) && wanted.counted !== '' && said.counted !== '';
    if (isOtherUnit && wanted.counted !== said.counted) return 'unknown';
    if (wanted.percent !== said.percent && (a === 100 * b || b === 100 * a)) return 'unknown';
    const mayRound = !isInteger(left) || !isInteger(right) || said.counted !== '' || Math.abs(a) >= 10_000;
    return mayRound && Math.abs(a - b) <= CLOSE * Math.abs(a) ? 'unknown' : 'different';
  }
  if (wanted.percent !== said.percent) return 'unknown';
  if (said.counted === '' || said.unit !== null || wanted.counted === '') return 'same';
  return said.counted === wanted.counted ? 'same' : 'unknown';
}

function inOneUnit(wanted: Quantity, said: Quantity): [Rational | null, Rational | null] {
  if (!wanted.unit || !said.unit) return [wanted.value, said.value];
  if (wanted.unit.dimension !== said.unit.dimension) return [null, null];
  return [
    multiplyRationals(wanted.value, wanted.unit.factor),
    multiplyRationals(said.value, said.unit.factor),
  ];
}

/** A time of day; `open` where it does not say which half of the day. */
interface Time {
  readonly minute: number;
  readonly open: boolean;
}

/** @returns the minute of the day that a text names, or null */
export function readTime(text: string): Time | null {
  const match = TIME.exec(text.trim().replace(/[.!]$/, ''));
  if (!match) return null;
  const hour = Number(match[1] ?? match[4]);
  const half = (match[3] ?? match[5])?.toLowerCase();
  const minute = Number(match[2] ?? 0);
  if (hour > 24 || minute > 59) return null;
  const full = half === 'p' && hour < 12 ? hour + 12 : half === 'a' && hour === 12 ? 0 : hour;
  return { minute: 60 * full + minute, open: half === undefined && hour <= 12 };
}

export function compareTimes(wanted: Time, said: Time): Likeness {
  if (said.minute === wanted.minute) return 'same';
  const half = said.minute % 720 === wanted.minute % 720 && (said.open || wanted.open);
  return half ? (wanted.open ? 'same' : 'unknown') : 'different';
}
