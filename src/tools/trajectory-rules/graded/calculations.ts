import { z } from 'zod';
import { type Evaluated, evaluate } from '../../puzzle-solution/expression.ts';
import { asShare, cost, ruleOf } from '../outcome.ts';

/** An equation in a text: a sum of numbers on the left, one number on the right. */
const EQUATION =
  /((?:[(\d][\d.,()\s]{0,60}[-+*/×÷−·]){1,12}\s{0,3}[(\d][\d.,()\s]{0,60})(=|≈)\s{0,3}([-−]?(?:\d{1,3}(?:,\d{3}){1,6}(?!\d)|\d{1,20})(?:\.\d{1,10})?)(?!\d|[.,]\d|\s{0,3}[-+*/×÷^=(])/g;
const MOST_CLAIMS = 200;
/** Letters of a step, and of all steps, that are looked at. */
const LONGEST = 20_000;
const LONGEST_IN_ALL = 200_000;

interface Claim {
  readonly said: string;
  readonly ok: boolean;
  /** How sure it is said: `≈` half as sure as `=`. */
  readonly weight: number;
  readonly value: string;
}

/**
 * Checks each calculation that a policy writes (`12 × 3 = 36`) with exact arithmetic. Each wrong one costs `wrong`, half of it where it is said with `≈`; a step is
 * scored by its own calculations, and the value is that of all. The evidence says what a wrong one comes to, so that it can be put right. A number with decimal
 * places may be rounded at its last place. From the verifier of “Agent0-VL” (2025), which grounds its critique of each step in tools, with a
 * confidence, and repairs; we know it by its abstract. A model is needed for claims that are no calculations.
 */
export const calculations = ruleOf(
  z.strictObject({ least: z.number().int().positive().default(1), wrong: cost.default(1) }),
  ({ least, wrong: costOfWrong }) =>
    (_, steps) => {
      const scores = new Map<number, number>();
      const all: Claim[] = [];
      let left = LONGEST_IN_ALL;
      const wrong: { step: number; said: string; is: string }[] = [];
      for (const [step, { role, content }] of steps.entries()) {
        if (role !== 'assistant' || all.length >= MOST_CLAIMS) continue;
        const text = content.slice(0, Math.min(left, LONGEST));
        left -= text.length;
        const claims = claimsIn(text);
        if (claims.length === 0) continue;
        all.push(...claims);
        scores.set(step, held(claims, costOfWrong));
        for (const { ok, said, value } of claims) if (!ok) wrong.push({ step, said, is: value });
      }
      if (all.length < least) return { untold: `it writes ${all.length} calculations, fewer than ${least}` };
      return {
        value: held(all, costOfWrong),
        detail: { checked: all.length, wrong: wrong.slice(0, 10) },
        steps: scores,
      };
    },
);

/** @returns 1 less the cost of what is wrong. What is right adds nothing: a policy could drown an error in sums that nobody asked for */
function held(claims: readonly Claim[], costOfWrong: number): number {
  const wrong = claims.filter(({ ok }) => !ok).reduce((total, { weight }) => total + weight, 0);
  return asShare(1 - costOfWrong * wrong);
}

function claimsIn(text: string): Claim[] {
  return [...text.matchAll(EQUATION)].slice(0, MOST_CLAIMS).flatMap(([whole, left, sign, right]) => {
    const made = evaluate(withoutCommas(left!));
    const written = withoutCommas(right!);
    if (!made) return [];
    const ok = isRounded(made, written);
    const value = numberOf(made);
    return [{ said: whole.trim().slice(0, 100), ok, weight: sign === '≈' ? 0.5 : 1, value }];
  });
}

function withoutCommas(text: string): string {
  return text
    .replace(/(\d),(?=\d{3}(?!\d))/g, '$1')
    .replaceAll('×', '*')
    .replaceAll('÷', '/');
}

/** Whether a value is the written number, or rounds to it at its last place. */
function isRounded({ value }: Evaluated, written: string): boolean {
  const plain = written.replace('−', '-');
  const places = plain.split('.')[1]?.length ?? 0;
  const scaled = BigInt(plain.replace('.', ''));
  const scale = 10n ** BigInt(places);
  const [top, bottom] = value.bottom < 0n ? [-value.top, -value.bottom] : [value.top, value.bottom];
  const apart = top * scale - scaled * bottom;
  return places === 0 ? apart === 0n : 2n * (apart < 0n ? -apart : apart) <= bottom;
}

function numberOf({ value }: Evaluated): string {
  return String(Number((Number(value.top) / Number(value.bottom)).toPrecision(12)));
}
