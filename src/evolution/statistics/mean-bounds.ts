/**
 * Bounds of a mean from a fixed number of values between 0 and 1, for a reference that was closed before it is used. For
 * bits they are Clopper's and Pearson's. For other values the tail of the binomial distribution holds with the factor e
 * (Bentkus, Annals of Probability 2004).
 */

interface Sample {
  readonly sum: number;
  readonly of: number;
  /** Whether all values are 0 or 1. */
  readonly areBits: boolean;
}

const ROUNDS = 50;
const FRACTION_ROUNDS = 300;

/** @returns the mean that the true one is at least, but for a chance of `alpha`; 0 for an empty sample */
export function leastMean({ sum, of, areBits }: Sample, alpha: number): number {
  const whole = Math.floor(sum + 1e-9);
  if (whole <= 0) return 0;
  const tail = areBits ? alpha : alpha / Math.E;
  let [low, high] = [0, whole / of];
  for (let round = 0; round < ROUNDS; round++) {
    const middle = (low + high) / 2;
    if (incompleteBeta(middle, whole, of - whole + 1) < tail) low = middle;
    else high = middle;
  }
  return low;
}

/** @returns the mean that the true one is at most, but for a chance of `alpha`; 1 for an empty sample */
export function mostMean({ sum, of, areBits }: Sample, alpha: number): number {
  return 1 - leastMean({ sum: of - sum, of, areBits }, alpha);
}

/** @returns the regularised incomplete beta function, by Lentz's continued fraction */
function incompleteBeta(x: number, a: number, b: number): number {
  if (x <= 0) return 0;
  if (x >= 1) return 1;
  if (x > (a + 1) / (a + b + 2)) return 1 - incompleteBeta(1 - x, b, a);
  const front = Math.exp(logGamma(a + b) - logGamma(a) - logGamma(b) + a * Math.log(x) + b * Math.log1p(-x));
  let [c, d] = [1, 1 / guarded(1 - ((a + b) * x) / (a + 1))];
  let fraction = d;
  for (let m = 1; m < FRACTION_ROUNDS; m++) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    d = 1 / guarded(1 + even * d);
    c = guarded(1 + even / c);
    fraction *= d * c;
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    d = 1 / guarded(1 + odd * d);
    c = guarded(1 + odd / c);
    fraction *= d * c;
    if (Math.abs(d * c - 1) < 1e-12) break;
  }
  return (front * fraction) / a;
}

function guarded(value: number): number {
  return Math.abs(value) < 1e-30 ? 1e-30 : value;
}

/** Stirling's series, after a shift that makes it exact to 1e-12. */
function logGamma(value: number): number {
  let [z, shift] = [value, 0];
  for (; z < 10; z++) shift -= Math.log(z);
  const square = 1 / (z * z);
  const series = (1 / 12 - square * (1 / 360 - square * (1 / 1260 - square / 1680))) / z;
  return shift + (z - 0.5) * Math.log(z) - z + 0.5 * Math.log(2 * Math.PI) + series;
}
