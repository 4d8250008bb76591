/** An exact fraction, `denominator > 0`, not necessarily in lowest terms: comparing cross-multiplies, so no gcd is ever taken. */
export interface Rational {
  readonly numerator: bigint;
  readonly denominator: bigint;
}

/** No number of more bits than this is computed; what would need one is left to floating point. */
const MOST_BITS = 6_000;
const LIMIT = 1n << BigInt(MOST_BITS);

export function rational(numerator: bigint, denominator = 1n): Rational | null {
  if (denominator === 0n) return null;
  if (denominator < 0n) return rational(-numerator, -denominator);
  if (numerator > LIMIT || numerator < -LIMIT || denominator > LIMIT) return null;
  return { numerator, denominator };
}

/** @returns the value of digits with an optional point, such as `12`, `0.50`, `.5`; null for more than 1,500 digits */
export function rationalOf(digits: string): Rational | null {
  if (digits.length > 1_500) return null;
  const dot = digits.indexOf('.');
  if (dot < 0) return rational(BigInt(digits));
  const scale = digits.length - dot - 1;
  return rational(BigInt(digits.slice(0, dot) + digits.slice(dot + 1)), 10n ** BigInt(scale));
}

export function addRationals(left: Rational, right: Rational): Rational | null {
  if (left.denominator === right.denominator)
    return rational(left.numerator + right.numerator, left.denominator);
  return rational(
    left.numerator * right.denominator + right.numerator * left.denominator,
    left.denominator * right.denominator,
  );
}

export function multiplyRationals(left: Rational, right: Rational): Rational | null {
  return rational(left.numerator * right.numerator, left.denominator * right.denominator);
}

export function invert(value: Rational): Rational | null {
  return value.numerator === 0n ? null : rational(value.denominator, value.numerator);
}

export function negate(value: Rational): Rational {
  return { numerator: -value.numerator, denominator: value.denominator };
}

export function equalRationals(left: Rational, right: Rational): boolean {
  return left.numerator * right.denominator === right.numerator * left.denominator;
}

/** @returns `base^exponent` for an integer exponent whose result stays within the limit, else null */
export function integerPower(base: Rational, exponent: bigint): Rational | null {
  if (exponent < 0n) {
    const inverse = invert(base);
    return inverse && integerPower(inverse, -exponent);
  }
  if (exponent > BigInt(MOST_BITS)) {
    const size = base.numerator < 0n ? -base.numerator : base.numerator;
    if (base.denominator !== 1n || size > 1n) return null;
    return size === 0n || exponent % 2n === 0n ? rational(size) : base;
  }
  const bits = Math.max(bitsOf(base.numerator), bitsOf(base.denominator));
  if (bits * Number(exponent) > MOST_BITS + 64) return null;
  return rational(base.numerator ** exponent, base.denominator ** exponent);
}

/** @returns the exact real `degree`-th root (principal for even degrees) where there is one, else null */
export function exactRoot(value: Rational, degree: number): Rational | null {
  if (degree < 2 || degree > 64) return null;
  if (value.numerator < 0n) return null;
  const lowest = reduce(value);
  const top = integerRoot(lowest.numerator, degree);
  const bottom = integerRoot(lowest.denominator, degree);
  return top === null || bottom === null ? null : rational(top, bottom);
}

export function toNumber(value: Rational): number {
  const excess = Math.max(bitsOf(value.numerator), bitsOf(value.denominator)) - 1_000;
  if (excess <= 0) return Number(value.numerator) / Number(value.denominator);
  const difference = bitsOf(value.numerator) - bitsOf(value.denominator);
  if (difference > 1_020) return value.numerator < 0n ? -Infinity : Infinity;
  if (difference < -1_060) return 0;
  const scaled = (value.numerator << 1_100n) / value.denominator;
  const drop = Math.max(0, bitsOf(scaled) - 64);
  return Number(scaled >> BigInt(drop)) * 2 ** (drop - 1_100);
}

export function isInteger(value: Rational): boolean {
  return value.numerator % value.denominator === 0n;
}

function reduce(value: Rational): Rational {
  if (bitsOf(value.numerator) + bitsOf(value.denominator) > 1_024) return value;
  let left = value.numerator < 0n ? -value.numerator : value.numerator;
  let right = value.denominator;
  while (right !== 0n) [left, right] = [right, left % right];
  return left === 0n ? value : { numerator: value.numerator / left, denominator: value.denominator / left };
}

function bitsOf(value: bigint): number {
  const size = value < 0n ? -value : value;
  if (size < 0x20000000000000n) return Math.ceil(Math.log2(Number(size) + 1));
  return size.toString(16).length * 4;
}

function integerRoot(value: bigint, degree: number): bigint | null {
  if (value < 2n) return value;
  const power = BigInt(degree);
  let guess = 1n << BigInt(Math.ceil(bitsOf(value) / degree) + 1);
  for (let step = 0; step < 4_000; step += 1) {
    const next = ((power - 1n) * guess + value / guess ** (power - 1n)) / power;
    if (next >= guess) break;
    guess = next;
  }
  return guess ** power === value ? guess : null;
}
