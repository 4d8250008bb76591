import { z } from 'zod';
import type { Step } from '../../../spec/rollout.ts';
import { asShare, cost, ruleOf } from '../outcome.ts';
import { plainText } from '../trace.ts';

const name = z.string().min(1).max(200);
const probabilities = z
  .record(name, z.number().positive())
  .refine((values) => Object.keys(values).length > 0);
const attributes = z
  .record(name, z.union([z.array(name).min(1).max(200), probabilities]))
  .refine((given) => Object.keys(given).length <= 50, 'at most 50 attributes');

/** By attribute, by value: how likely it is. */
type Belief = Map<string, Map<string, number>>;

const given = z.looseObject({ belief: z.record(z.string(), z.record(z.string(), z.number().min(0))) });

/**
 * What questions find out: the Shannon entropy over a structured task space that is gone after the user's answers, as a share of what there was, less a
 * cost for each question. From “Dialogue as Discovery” (Nous, 2025), known by its abstract: information gain as the reduction of Shannon entropy
 * over a structured space, without a reward model. The belief is a product over attributes. An answer that names values of an attribute leaves these,
 * and one that denies values leaves the others; a user's step may carry the belief itself (`observation: {belief}`), such as a model's.
 */
export const information = ruleOf(
  z.strictObject({ attributes, question: cost.default(0) }),
  ({ attributes: space, question: costOfQuestion }) =>
    (trace, steps) => {
      const belief = beliefOf(space);
      const all = entropyOf(belief);
      let [before, questions, asking] = [all, 0, -1];
      const gains: { step: number; bits: number }[] = [];
      const scores = new Map<number, number>();
      for (const event of trace) {
        if (event.what === 'said') {
          if (/[?？؟]/.test(event.text)) questions += 1;
          asking = event.step;
        }
        if (event.what !== 'heard') continue;
        learn(belief, event.text, steps[event.step]!);
        const after = entropyOf(belief);
        if (asking >= 0 && after !== before) gains.push({ step: asking, bits: rounded(before - after) });
        before = after;
      }
      for (const { step, bits } of gains) scores.set(step, all === 0 ? 0 : asShare(bits / all));
      const share = all === 0 ? 1 : (all - before) / all;
      return {
        value: asShare(share - costOfQuestion * questions),
        detail: { bits: rounded(all), left: rounded(before), questions, gains: gains.slice(0, 50) },
        steps: scores,
      };
    },
);

function beliefOf(space: z.infer<typeof attributes>): Belief {
  const made: Belief = new Map();
  for (const [attribute, values] of Object.entries(space)) {
    const weights = Array.isArray(values)
      ? values.map((value) => [value, 1] as const)
      : Object.entries(values);
    made.set(attribute, normalised(weights));
  }
  return made;
}

function normalised(weights: readonly (readonly [string, number])[]): Map<string, number> {
  const sum = weights.reduce((total, [, weight]) => total + weight, 0);
  return new Map(weights.map(([value, weight]) => [value, weight / sum]));
}

/** @returns the entropy of a belief in bits: the sum over its attributes */
function entropyOf(belief: Belief): number {
  let bits = 0;
  for (const values of belief.values())
    for (const share of values.values()) if (share > 0) bits -= share * Math.log2(share);
  return bits;
}

/** Changes the belief by what the user said, or by the belief that stands beside it. */
function learn(belief: Belief, heard: string, { observation }: Step): void {
  const told = given.safeParse(observation);
  for (const [attribute, values] of belief) {
    const own = told.success ? Object.entries(told.data.belief[attribute] ?? {}) : [];
    const known = own.filter(([value, weight]) => values.has(value) && weight > 0);
    if (known.length > 0) belief.set(attribute, normalised(known));
    else if (!told.success) belief.set(attribute, narrowed(values, heard));
  }
}

function narrowed(values: ReadonlyMap<string, number>, heard: string): Map<string, number> {
  const named = [...values].filter(([value]) => mention(heard, value) === 'named');
  const rest = [...values].filter(([value]) => mention(heard, value) !== 'denied');
  const left = named.length > 0 ? named : rest;
  return left.length === 0 ? new Map(values) : normalised(left);
}

function mention(heard: string, value: string): 'named' | 'denied' | 'none' {
  const word = plainText(value).replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  const found = new RegExp(
    `(\\b(?:not|no|never|without|neither|nor)\\s+(?:an?\\s+|the\\s+)?|n't\\s+)?(?<![\\p{L}\\p{N}])${word}(?![\\p{L}\\p{N}])`,
    'u',
  ).exec(heard);
  if (!found) return 'none';
  return found[1] === undefined ? 'named' : 'denied';
}

function rounded(bits: number): number {
  return Math.round(bits * 1e9) / 1e9;
}
