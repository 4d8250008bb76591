import { z } from 'zod';
import type { JsonObject } from '../../spec/json.ts';
import { eachRollout, inapplicable } from '../../spec/prepared-tool.ts';
import { constraint } from '../../spec/query.ts';
import type { Step } from '../../spec/rollout.ts';
import { failed, scored, unscored, type Verdict } from '../../spec/verdict.ts';
import { defineBuiltIn } from '../define-built-in.ts';
import { closeFactors, runFactors } from './run-factors.ts';

const SORT = 'trajectory:factors';
const settings = z.strictObject({
  /** The constraint to work with, in place of the query's own. */
  constraints: z.array(constraint).optional(),
});
const kwargsShape = z.strictObject({ code: z.string().min(1).max(50_000) });

/**
 * Latent factors of the steps of a trajectory, by a function in JavaScript that an agent or the user wrote. It judges nothing: its value is 1 wherever the policy did anything, and the shape
 * `steps` (`how: regression`) makes rewards of the factors. From “LaRe: Latent Reward” (2024), in which a language model's code maps a step to several
 * factors; we know it by its abstract. A trajectory on which the code fails has no factors, and no other reward for that.
 */
export const stepFactors = defineBuiltIn({
  declaration: {
    id: 'step-factors',
    version: '1.0.0',
    title: 'Factors of steps',
    description:
      'Says numbers of each step of a trajectory, by a function that the query carries, for the redistribution of rewards over steps. ' +
      'Does not judge: every trajectory in which the policy did anything has the value 1.',
    type: 'verifier',
    slot: 'correctness',
    needs: ['constraints'],
    kinds: ['instruction-following.constraints'],
    constraints: [SORT],
    execution: 'async',
    deadlineMs: 2_000,
    contentGuard: false,
  },
  options: settings,
  close: closeFactors,
  prepare(query, options) {
    const [asked, ...more] = (options.constraints ?? query.constraints).filter(({ id }) => id === SORT);
    const read = kwargsShape.safeParse(asked?.kwargs);
    if (!read.success || more.length > 0)
      return inapplicable('The query carries no code for factors, or several pieces of it.');
    return eachRollout(async ({ steps = [] }, { signal }): Promise<Verdict> => {
      if (steps.length === 0) return unscored('The rollout has no steps.');
      const isBlank = ({ role, content, tool_calls: calls = [] }: Step): boolean =>
        role !== 'assistant' || (content.trim() === '' && calls.length === 0);
      if (steps.every(isBlank)) return scored(0, { none: 'the policy did nothing' });
      const made = await runFactors(read.data.code, steps, signal);
      if ('factors' in made) return scored(1, { factors: made.factors } as unknown as JsonObject);
      if (made.broken) return failed('RLAR_SANDBOX_FAILED', made.why);
      return { ...scored(1, { none: made.why }), flags: ['no-factors'] };
    });
  },
});
