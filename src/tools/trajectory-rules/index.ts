import { z } from 'zod';
import type { JsonObject } from '../../spec/json.ts';
import { eachRollout, inapplicable } from '../../spec/prepared-tool.ts';
import { type Constraint, constraint } from '../../spec/query.ts';
import type { Step } from '../../spec/rollout.ts';
import type { ToolQuery } from '../../spec/tool.ts';
import { unscored, type Verdict } from '../../spec/verdict.ts';
import { defineBuiltIn } from '../define-built-in.ts';
import { toolNames } from '../tool-calls/parse-calls.ts';
import type { Rule, RuleOutcome } from './outcome.ts';
import { type Purifying, purify, purifying } from './purify.ts';
import { RULES } from './rules.ts';
import { stepsOf } from './steps-of.ts';
import { traceOf } from './trace.ts';

const settings = z.strictObject({
  /** The rules to check, in place of the query's own. */
  constraints: z.array(constraint).optional(),
  /** `all`: the least value of a rule: 1 where every rule is kept · `fraction`: their mean, the share of rules that are kept. */
  reward: z.enum(['all', 'fraction']).default('all'),
});

const MOST_RULES = 50;
/** No rule: trajectories are cleaned of failed calls before the rules look at them. */
const PURIFIED = 'trajectory:purified';

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
      'before, each_before, after, at_most, at_least, no_loop, answer_last, a formula of temporal logic, a machine of states. Grades ' +
      'calls beside wanted ones, progress by a decision tree, clarification, information gain, citations, calculations and discussions. Says ' +
      'which step broke which rule, and scores every step. Does not judge whether the task was done.',
    type: 'verifier',
    slot: 'correctness',
    needs: ['constraints'],
    kinds: ['instruction-following.constraints'],
    constraints: [...Object.keys(RULES), PURIFIED],
    optionsForRun: { partialCredit: { reward: 'fraction' } },
    execution: 'thread',
    deadlineMs: 500,
    contentGuard: false,
  },
  options: settings,
  prepare(query, options) {
    const constraints = options.constraints ?? query.constraints;
    if (constraints.length === 0) return inapplicable('The query carries no rule.');
    if (constraints.length > MOST_RULES) return inapplicable(`A query has at most ${MOST_RULES} rules.`);
    const cleaning = cleaningOf(constraints);
    if (typeof cleaning === 'string') return inapplicable(cleaning);
    const rules = prepareAll(
      constraints.filter(({ id }) => id !== PURIFIED),
      query,
    );
    if (typeof rules === 'string') return inapplicable(rules);
    const isTool = toolNames(query);
    return eachRollout((rollout): Verdict => {
      const given = stepsOf(rollout);
      const { steps, places, spans } = cleaning ? purify(given, cleaning) : untouched(given);
      const trace = traceOf(steps, isTool);
      if (!trace) return unscored('The trajectory is too long to be held to rules.');
      const outcomes = rules.map(({ id, rule }) => ({ id, outcome: rule(trace, steps) }));
      const perStep = new Array<number>(given.length).fill(1);
      const lower = (step: number, value: number): void => {
        const place = places[step]!;
        perStep[place] = Math.min(perStep[place]!, value);
      };
      const told = outcomes.map(({ id, outcome }): JsonObject => {
        if ('untold' in outcome) return { id, ok: null, detail: outcome.untold };
        if ('value' in outcome) {
          for (const [step, value] of outcome.steps ?? []) lower(step, value);
          return { id, value: outcome.value, detail: outcome.detail };
        }
        if (outcome.ok) return { id, ok: true };
        const step = outcome.at === null ? steps.length - 1 : trace[outcome.at]!.step;
        lower(step, 0);
        return { id, ok: false, step: places[step]!, detail: outcome.detail.slice(0, 300) };
      });
      const values = outcomes.flatMap(({ outcome }) => gradeOf(outcome) ?? []);
      const untold = outcomes.find(({ outcome }) => 'untold' in outcome)?.outcome;
      const share = values.reduce((sum, value) => sum + value, 0) / outcomes.length;
      const value = options.reward === 'fraction' ? share : Math.min(1, ...values);
      // A text without steps may hide what was done: it can break a rule, and shows none kept.
      if (!rollout.steps?.length && value > 0) return unscored('The rollout has no steps.');
      if (untold && 'untold' in untold && (value > 0 || options.reward === 'fraction'))
        return unscored(`A rule cannot be checked: ${untold.untold}.`);
      const evidence: JsonObject = {
        rules: told,
        ...(spans.length > 0 && { replaced: spans as unknown as JsonObject[] }),
      };
      return {
        status: 'scored',
        value,
        evidence,
        steps: perStep,
        ...(spans.length > 0 && { flags: ['purified'] }),
      };
    });
  },
});

/** @returns how trajectories are cleaned before they are judged; null where they are not, and what is wrong with the settings */
function cleaningOf(constraints: readonly Constraint[]): Purifying | null | string {
  const asked = constraints.find(({ id }) => id === PURIFIED);
  if (!asked) return null;
  const read = purifying.safeParse(withoutNulls(asked.kwargs));
  return read.success ? read.data : `The rule ${PURIFIED} cannot be read: ${read.error.issues[0]!.message}.`;
}

function untouched(steps: readonly Step[]): ReturnType<typeof purify> {
  return { steps, places: [...steps.keys()], spans: [] };
}

function gradeOf(outcome: RuleOutcome): number | null {
  if ('untold' in outcome) return null;
  return 'value' in outcome ? outcome.value : Number(outcome.ok);
}

function withoutNulls(kwargs: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(kwargs).filter(([, value]) => value !== null));
}

function prepareAll(
  constraints: readonly Constraint[],
  query: ToolQuery,
): { id: string; rule: Rule }[] | string {
  const rules: { id: string; rule: Rule }[] = [];
  if (constraints.length === 0) return 'The query has no rule beside the cleaning of its trajectories.';
  for (const { id, kwargs } of constraints) {
    const make = RULES[id];
    if (!make) return `No rule is known as ${JSON.stringify(id.slice(0, 100))}.`;
    const rule = make(withoutNulls(kwargs), query);
    if (typeof rule === 'string') return `The rule ${id} cannot be checked: ${rule}.`;
    rules.push({ id, rule });
  }
  return rules;
}
