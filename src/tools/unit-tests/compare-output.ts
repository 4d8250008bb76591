import type { Comparison } from './suite-form.ts';

const TOLERANCE = 1e-6;
/** The tolerance of a number with a fraction: what six significant digits leave open. */
const RELATIVE = 1.01e-6;
const ABSOLUTE = 1e-9;

/** A number as programs print them: no leading zeros, which texts of digits have, and no plus. */
const PRINTED_NUMBER = /^-?(?:0|[1-9]\d*)(?:\.\d*)?(?:[eE][+-]?\d{1,4})?$/;
const INTEGER = /^-?\d+$/;
const MOST_DIGITS = 400;

/** @returns digits and exponent of ten without trailing zeros: two texts of one value have the same */
function exactly(text: string): string {
  const [mantissa = '', power = '0'] = text.toLowerCase().split('e');
  const [whole = '', fraction = ''] = mantissa.split('.');
  const digits = `${whole}${fraction}`.replace(/^-?0+(?=\d)/, (zeros) => (zeros[0] === '-' ? '-' : ''));
  const plain = digits.replace(/(?<=[1-9]\d*)0+$/, '');
  if (/^-?0$/.test(plain)) return '0';
  return `${plain}e${Number(power) - fraction.length + digits.length - plain.length}`;
}

/**
 * Whether two words are the same, as numbers where the expected one is a number: an integer is met exactly (`4`, `4.0`,
 * `4e0`), a number with a fraction to six significant digits.
 */
function sameValue(printed: string, expected: string): boolean {
  if (printed === expected) return true;
  if (printed.length > MOST_DIGITS || expected.length > MOST_DIGITS) return false;
  if (!PRINTED_NUMBER.test(printed) || !PRINTED_NUMBER.test(expected)) return false;
  if (exactly(printed) === exactly(expected)) return true;
  const wanted = Number(expected);
  if (INTEGER.test(expected) || !Number.isFinite(wanted)) return false;
  return Math.abs(Number(printed) - wanted) <= Math.max(ABSOLUTE, RELATIVE * Math.abs(wanted));
}

function sameNumber(left: string, right: string): boolean {
  if (left === right) return true;
  if (!/^[+-]?(?:\d|\.\d)/.test(left) || !/^[+-]?(?:\d|\.\d)/.test(right)) return false;
  const one = Number(left);
  const other = Number(right);
  if (!Number.isFinite(one) || !Number.isFinite(other)) return false;
  if (Number.isInteger(other) && /^[+-]?\d+$/.test(right) && /^[+-]?\d+$/.test(left))
    return BigInt(left) === BigInt(right);
  return Math.abs(one - other) <= TOLERANCE * Math.max(1, Math.abs(other));
}

/**
 * Whether what a program printed is what was expected. `exact`: the same but for white space at the end of lines and
 * of the text · `token`: the same words in the same order, numbers by their value · `float`: as `token`, numbers equal to
 * 1e-6 (relative, or absolute below 1)
 */
export function sameOutput(printed: string, expected: string, compare: Comparison): boolean {
  if (compare === 'exact') {
    const lines = (text: string): string[] =>
      text
        .trimEnd()
        .split('\n')
        .map((line) => line.trimEnd());
    const one = lines(printed);
    const other = lines(expected);
    return one.length === other.length && one.every((line, index) => line === other[index]);
  }
  const words = (text: string): string[] => text.trim().split(/\s+/);
  const one = words(printed);
  const other = words(expected);
  if (one.length !== other.length) return false;
  const same = compare === 'float' ? sameNumber : sameValue;
  return one.every((word, index) => same(word, other[index]!));
}
