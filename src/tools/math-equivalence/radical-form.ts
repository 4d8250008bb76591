import {
  addRationals,
  equalRationals,
  invert,
  multiplyRationals,
  negate,
  type Rational,
} from '../../text/numbers/rational.ts';
import type { MathNode } from './node.ts';

/**
 * A sum of rational multiples of square roots, `1/2 + 3√5`: by the squarefree number under the root, 1 for the rational part.
 * Roots of different squarefree numbers are linearly independent, so two such sums are equal only where they are the same.
 */
type RadicalForm = ReadonlyMap<bigint, Rational>;

const MOST_TERMS = 8;
const LARGEST_RADICAND = 1_000_000n;

/** @returns whether two constants are equal, exactly; null where one is no sum of square roots */
export function equalRadicals(left: MathNode, right: MathNode): boolean | null {
  const first = radicalForm(left);
  const second = first && radicalForm(right);
  if (!first || !second) return null;
  return (
    first.size === second.size &&
    [...first].every(([root, factor]) => {
      const other = second.get(root);
      return other !== undefined && equalRationals(factor, other);
    })
  );
}

function radicalForm(node: MathNode): RadicalForm | null {
  if (node.type === 'number') return ofTerms([[1n, node.value]]);
  if (node.type !== 'apply' || node.args.length > 2) return null;
  const [left, right] = node.args;
  if (node.name === 'root') return right?.type === 'number' && left ? rootOf(left, right.value) : null;
  const first = left ? radicalForm(left) : null;
  if (!first) return null;
  if (node.name === 'negate') return ofTerms([...first].map(([root, factor]) => [root, negate(factor)]));
  const second = right ? radicalForm(right) : null;
  if (!second) return null;
  if (node.name === 'add') return ofTerms([...first, ...second]);
  if (node.name === 'multiply') return product(first, second);
  return node.name === 'divide' ? quotient(first, second) : null;
}

function ofTerms(terms: readonly (readonly [bigint, Rational | null])[]): RadicalForm | null {
  const form = new Map<bigint, Rational>();
  for (const [root, factor] of terms) {
    const before = form.get(root);
    const sum = factor && (before ? addRationals(before, factor) : factor);
    if (!sum) return null;
    if (sum.numerator === 0n) form.delete(root);
    else form.set(root, sum);
  }
  return form.size <= MOST_TERMS ? form : null;
}

function product(left: RadicalForm, right: RadicalForm): RadicalForm | null {
  return ofTerms(
    [...left].flatMap(([root, factor]) =>
      [...right].map(([other, by]): readonly [bigint, Rational | null] => {
        // Both roots are squarefree: what they share is the square.
        const shared = gcd(root, other);
        const both = multiplyRationals(factor, by);
        return [
          (root / shared) * (other / shared),
          both && multiplyRationals(both, { numerator: shared, denominator: 1n }),
        ];
      }),
    ),
  );
}

/** Division by one term: 1 over a√b is √b over ab. */
function quotient(left: RadicalForm, right: RadicalForm): RadicalForm | null {
  const [only] = right;
  if (right.size !== 1 || !only) return null;
  const [root, factor] = only;
  const inverse = invert(factor);
  const by = inverse && multiplyRationals(inverse, { numerator: 1n, denominator: root });
  return by && product(left, new Map([[root, by]]));
}

function rootOf(node: MathNode, degree: Rational): RadicalForm | null {
  if (!equalRationals(degree, { numerator: 2n, denominator: 1n })) return null;
  const inside = radicalForm(node);
  if (inside?.size === 0) return inside;
  const value = inside?.size === 1 ? inside.get(1n) : undefined;
  // √(p/q) is √(pq) over q.
  if (!value || value.numerator < 0n || value.numerator * value.denominator > LARGEST_RADICAND) return null;
  const { square, free } = splitSquare(value.numerator * value.denominator);
  const factor = multiplyRationals(
    { numerator: 1n, denominator: value.denominator },
    { numerator: square, denominator: 1n },
  );
  return factor && new Map([[free, factor]]);
}

/** @returns the largest number whose square divides the value, and what is left; the value is positive and bounded */
function splitSquare(value: bigint): { readonly square: bigint; readonly free: bigint } {
  let square = 1n;
  let free = value;
  for (let prime = 2n; prime * prime <= free; prime += 1n)
    while (free % (prime * prime) === 0n) {
      free /= prime * prime;
      square *= prime;
    }
  return { square, free };
}

function gcd(left: bigint, right: bigint): bigint {
  return right === 0n ? left : gcd(right, left % right);
}
