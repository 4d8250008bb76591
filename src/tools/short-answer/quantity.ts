import { findNumbers } from '../../text/numbers/find-numbers.ts';
import type { FoundNumber } from '../../text/numbers/found-number.ts';
import type { DecimalMark } from '../../text/numbers/number-style.ts';
import {
  addRationals,
  equalRationals,
  isInteger,
  multiplyRationals,
  type Rational,
  rational,
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
  /** Its sign of money. */
  readonly money: string | null;
}

const TIME = /^(\d{1,2})[:.h](\d{2})\s*(?:([ap])\.?\s?m\.?)?$|^(\d{1,2})\s*([ap])\.?\s?m\.?$/i;
const HEDGE =
  /^(?:about|around|approximately|roughly|some|nearly|almost|circa|ca\.?|exactly|just|only|it (?:is|was|lasted|took|cost|weighs|measures)|rund|etwa|environ|unos|unas)\s+/i;
const CLOSE = 0.02;
const AND_HALF = /\ban? (\p{L}+) and a half\b/giu;
const HALF_A = /\bhalf (?:of )?an? (\p{L}+)/giu;
/** Degrees of a scale, as people write them. */
const SCALE =
  /^(?:°|º|degrees?|deg\.?|grad|grados|degrés)?\s?(celsius|centigrade|fahrenheit|kelvin|[cfk])\b/i;

/** @returns null for what is no single quantity: names, dates, ranges, several numbers */
export function readQuantity(written: string, mark: DecimalMark): Quantity | null {
  if (written.length > 80 || isTwoNumbers(written)) return null;
  const text = written
    .replace(/[.!\s]+$/, '')
    .replace(HEDGE, '')
    .replace(AND_HALF, '1.5 $1')
    .replace(HALF_A, '0.5 $1')
    .trim();
  const numbers = findNumbers(text, { mark, bounds: false });
  if (numbers.length === 2) return readCompound(text, numbers);
  const [only] = numbers;
  if (numbers.length !== 1 || !only?.value) return null;
  const before = text.slice(0, only.start).replace(/[$€£¥\s(*]|USD|EUR|\b(?:minus|negative)\s/gi, '');
  const counted =
    scaleIn(text.slice(only.end)) ?? text.slice(only.end).replace(/[)*]/g, '').trim().toLowerCase();
  if (before !== '' || /\d/.test(counted) || counted.split(/\s+/).length > 3) return null;
  const money = /[$€£¥₹]|USD|EUR/.exec(text)?.[0] ?? null;
  const unit = only.unit ?? unitNamed(counted) ?? (money ? unitNamed(money) : null);
  return { value: only.value, percent: only.percent, unit, counted, money };
}

/** "78 degrees Celsius", "78 °C": the scale in one spelling. */
function scaleIn(behind: string): string | null {
  const scale = SCALE.exec(behind.trim())?.[1];
  return scale && behind.trim().split(/\s+/).length <= 2 ? `°${scale[0]!.toLowerCase()}` : null;
}

/** "1 hour 30 minutes", "5 ft 11 in": two amounts of one dimension, the smaller unit behind. */
function readCompound(text: string, numbers: readonly FoundNumber[]): Quantity | null {
  const [first, second] = numbers;
  if (!first?.value || !second?.value || first.percent || second.percent) return null;
  const units = [first, second].map(
    ({ unit, end }, at) =>
      unit ??
      unitNamed(/^\s?(\p{L}{1,9})/u.exec(text.slice(end, at === 0 ? second.start : undefined))?.[1] ?? ''),
  );
  const [large, small] = units;
  if (!large || !small || large.dimension !== small.dimension || first.start > 0) return null;
  if (toNumber(large.factor) <= toNumber(small.factor)) return null;
  if (!/^\s?\p{L}{1,9}\.?,?\s?(?:and |und |et |y )?$/u.test(text.slice(first.end, second.start))) return null;
  const rest = text.slice(second.end).trim();
  if (!/^\p{L}{0,9}\.?$/u.test(rest)) return null;
  const [left, right] = [
    multiplyRationals(first.value, large.factor),
    multiplyRationals(second.value, small.factor),
  ];
  const value = left && right && addRationals(left, right);
  const factor = rational(1n);
  return (
    value &&
    factor && {
      value,
      percent: false,
      unit: { dimension: large.dimension, factor },
      counted: '',
      money: null,
    }
  );
}

/** "60/12": two numbers that somebody joined, where "3/5" is a fraction. */
function isTwoNumbers(written: string): boolean {
  const match = /^\s*(\d+)\s*\/\s*(\d+)\s*$/.exec(written);
  return match !== null && Number(match[1]) >= Number(match[2]);
}

export function compareQuantities(wanted: Quantity, given: Quantity): Likeness {
  const isScaled = /^°[cfk]$/.test(wanted.counted);
  const said =
    isScaled && /^(?:°|º|degrees?)$/.test(given.counted) ? { ...given, unit: null, counted: '' } : given;
  if (isScaled && /^°[cfk]$/.test(said.counted)) return compareDegrees(wanted, said);
  if (wanted.money && said.money && moneyOf(wanted) !== moneyOf(said)) return 'different';
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

function moneyOf({ money }: Quantity): string | null {
  return money === 'USD' ? '$' : money === 'EUR' ? '€' : money;
}

function compareDegrees(wanted: Quantity, said: Quantity): Likeness {
  const [left, right] = [inKelvin(wanted), inKelvin(said)];
  if (Math.abs(left - right) < 1e-6) return 'same';
  return wanted.counted !== said.counted && Math.abs(left - right) < 1 ? 'unknown' : 'different';
}

function inKelvin({ value, counted }: Quantity): number {
  const degrees = toNumber(value);
  if (counted === '°k') return degrees;
  return 273.15 + (counted === '°f' ? ((degrees - 32) * 5) / 9 : degrees);
}

/** @returns the quantity with the scale of degrees that the question asks for, where it has none itself */
export function inScaleAsked(quantity: Quantity | null, prompt: string): Quantity | null {
  if (!quantity || !/^(?:°|º|degrees?|)$/.test(quantity.counted)) return quantity;
  const asked = new Set(
    [...prompt.matchAll(/\b(celsius|centigrade|fahrenheit|kelvin)\b|°\s?([CF])\b/gi)].map((match) =>
      (match[1] ?? match[2]!)[0]!.toLowerCase(),
    ),
  );
  const [scale] = asked;
  return scale && asked.size === 1 ? { ...quantity, unit: null, counted: `°${scale}` } : quantity;
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
