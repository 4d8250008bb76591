import type { FoundNumber } from './found-number.ts';
import { addRationals, invert, multiplyRationals, type Rational } from './rational.ts';
import type { Unit } from './units.ts';

/** Between the parts of one amount: the first unit, and what joins. */
const JOINT = /^\s{0,2}(?:\p{L}{1,12}\.?|€)(?:,?\s{1,3}(?:(?:and|und|et|y|e)\s{1,3})?)$/iu;
/** What is said in a larger and a smaller unit. Weights and lengths of two systems are not. */
const SPOKEN_IN_PARTS = new Set(['money', 'euro', 'time', 'length', 'mass']);

/** "7 dollars and 25 cents", "2 hours 30 minutes": an amount in two units is one number, in the first of them. */
export function joinedUnits(text: string, found: readonly FoundNumber[]): FoundNumber[] {
  const list: FoundNumber[] = [];
  for (const number of found) {
    const before = list.at(-1);
    const sum = before && JOINT.test(text.slice(before.end, number.start)) ? sumOf(before, number) : null;
    if (sum) list[list.length - 1] = { ...before!, value: sum, end: number.end };
    else list.push(number);
  }
  return list;
}

function sumOf(large: FoundNumber, small: FoundNumber): Rational | null {
  if (!large.value || !small.value || !large.unit || !small.unit || large.percent || small.percent)
    return null;
  if (large.value.denominator !== 1n || small.value.numerator < 0n || large.value.numerator < 0n) return null;
  const part = partOf(small.unit, large.unit);
  const rest = part && multiplyRationals(small.value, part);
  if (!rest || rest.numerator >= rest.denominator) return null;
  return addRationals(large.value, rest);
}

/** How many of the large unit one of the small is; null where they are no two units of one amount. */
function partOf(small: Unit, large: Unit): Rational | null {
  if (!SPOKEN_IN_PARTS.has(large.dimension)) return null;
  const isCent =
    small.dimension === 'money' && small.factor.numerator === 1n && small.factor.denominator === 1n;
  if (small.dimension !== large.dimension && !(large.dimension === 'euro' && isCent)) return null;
  const inverse = invert(large.factor);
  const part = inverse && multiplyRationals(small.factor, inverse);
  return part && part.numerator < part.denominator ? part : null;
}
