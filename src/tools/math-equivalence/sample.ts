import type { Rational } from '../../text/numbers/rational.ts';

/** How many points there are. The first two are positive, so that logarithms and roots are real there. */
export const POINTS = 8;
/** From this point on every symbol is positive. */
export const POSITIVE_FROM = 20;

/** @returns the value of a symbol at a point: a real in (0.3, 2.8), from point 2 on of either sign; the same for the same name */
export function sample(name: string, index: number): number {
  const bits = hash(name, index);
  const size = 0.3 + (2.5 * (bits >>> 1)) / 0x7fffffff;
  return index >= 2 && index < POSITIVE_FROM && (bits & 1) === 1 ? -size : size;
}

/** @returns the value of a symbol at an exact point: a fraction of small integers, never 0 or 1 */
export function sampleExact(name: string, index: number): Rational {
  const bits = hash(name, index + 100);
  const numerator = BigInt(3 + (bits % 1_009));
  return { numerator: bits & 0x10000 ? -numerator : numerator, denominator: 13n };
}

/** FNV-1a over the name, finished with a mix so that neighbouring points differ in all bits. */
function hash(name: string, seed: number): number {
  let value = 0x811c9dc5 ^ (seed * 0x9e3779b1);
  for (let at = 0; at < name.length; at += 1) value = Math.imul(value ^ name.charCodeAt(at), 0x01000193);
  value ^= value >>> 16;
  value = Math.imul(value, 0x85ebca6b);
  value ^= value >>> 13;
  value = Math.imul(value, 0xc2b2ae35);
  return (value ^ (value >>> 16)) >>> 0;
}
