import { z } from 'zod';
import type { JsonObject } from '../../spec/json.ts';
import { eachRollout, inapplicable } from '../../spec/prepared-tool.ts';
import { type Constraint, constraint } from '../../spec/query.ts';
import { unscored, type Verdict } from '../../spec/verdict.ts';
import { defineBuiltIn } from '../define-built-in.ts';
import { toolNames } from '../tool-calls/parse-calls.ts';
import { RULES, type Rule } from './rules.ts';
import { stepsOf } from './steps-of.ts';
import { traceOf } from './trace.ts';

const settings = z.strictObject({
  /** The rules to check, in place of the query's own. */
  constraints: z.array(constraint).optional(),
  /** `all`: 1 where every rule is kept · `fraction`: the share that is kept. */
  reward: z.enum(['all', 'fraction']).default('all'),
});

const MOST_RULES = 50;

/**
 * Holds trajectories to rules over what happened in them: patterns, formulas of linear temporal logic on finite traces, and machines of states.
 * They are the formalisms of “On the Expressivity of Objective-Specification Formalisms in Reinforcement Learning” (2023) that a service
 * can check.
 */
export const trajectoryRules = defineBuiltIn({
  declaration: {
    id: 'trajectory-rules',
    version: '1.0.0',
    title: 'Rules over trajectories',
    description:
      'Right when a trajectory keeps every rule of the query, given as constraints with the id trajectory:…: never, eventually, ' +
      'before, each_before, after, at_most, at_least, no_loop, a formula of temporal logic, a machine of states. Says which step broke ' +
      'which rule, and scores every step. Does not judge whether the task was done.',
    type: 'verifier',
    slot: 'correctness',
    needs: ['constraints'],
    kinds: ['instruction-following.constraints'],
    constraints: Object.keys(RULES),
    execution: 'thread',
    deadlineMs: 500,
    contentGuard: false,
  },
  options: settings,
  prepare(query, options) {
    const constraints = options.constraints ?? query.constraints;
    if (constraints.length === 0) return inapplicable('The query carries no rule.');
    if (constraints.length > MOST_RULES) return inapplicable(`A query has at most ${MOST_RULES} rules.`);
    const rules = prepareAll(constraints);
    if (typeof rules === 'string') return inapplicable(rules);
    const isTool = toolNames(query);
    return eachRollout((rollout): Verdict => {
      const steps = stepsOf(rollout);
      const trace = traceOf(steps, isTool);
      if (!trace) return unscored('The trajectory is too long to be held to rules.');
      const outcomes = rules.map(({ id, rule }) => ({ id, outcome: rule(trace) }));
      const perStep = steps.map(() => 1);
      const told = outcomes.map(({ id, outcome }): JsonObject => {
        if (outcome.ok) return { id, ok: true };
        const step = outcome.at === null ? steps.length - 1 : trace[outcome.at]!.step;
        perStep[step] = 0;
        return { id, ok: false, step, detail: outcome.detail.slice(0, 300) };
      });
      const share = outcomes.filter(({ outcome }) => outcome.ok).length / told.length;
      // A text without steps may hide what was done: it can break a rule, and shows none kept.
      if (!rollout.steps?.length && share > 0) return unscored('The rollout has no steps.');
      const value = options.reward === 'fraction' ? share : Math.floor(share);
      return { status: 'scored', value, evidence: { rules: told }, steps: perStep };
    });
  },
});

function prepareAll(constraints: readonly Constraint[]): { id: string; rule: Rule }[] | string {
  const rules: { id: string; rule: Rule }[] = [];
  for (const { id, kwargs } of constraints) {
    const make = RULES[id];
    if (!make) return `No rule is known as ${JSON.stringify(id.slice(0, 100))}.`;
    const rule = make(Object.fromEntries(Object.entries(kwargs).filter(([, value]) => value !== null)));
    if (typeof rule === 'string') return `The rule ${id} cannot be checked: ${rule}.`;
    rules.push({ id, rule });
  }
  return rules;
}
