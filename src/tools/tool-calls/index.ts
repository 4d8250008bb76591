import { z } from 'zod';
import { eachRollout, inapplicable } from '../../spec/prepared-tool.ts';
import { scored } from '../../spec/verdict.ts';
import { defineBuiltIn } from '../define-built-in.ts';
import { parseCalls, toolNames } from './parse-calls.ts';
import { readPythonCalls } from './python-calls.ts';
import { scoreCalls } from './score-calls.ts';

const settings = z.strictObject({
  /** `exact`: 1 where every call is right and none is missing or too many, else 0 · `graded`: ToolRL's share. */
  value: z.enum(['exact', 'graded']).default('exact'),
  /** Whether calls must come in the expected order, with texts to the letter where a query lists alternatives. */
  strict: z.boolean().default(false),
});

const MOST_EXPECTED = 50;

/** Compares the calls that a rollout makes with the expected ones. */
export const toolCalls = defineBuiltIn({
  declaration: {
    id: 'tool-calls',
    version: '2.0.0',
    title: 'Tool calls',
    description:
      "Right when the calls of a rollout are the query's expected calls, in any order, with none missing or too many. " +
      'Option value "graded" gives the share that is right (ToolRL). Reads trajectories and the notations in which current ' +
      'models write calls. Does not run the calls; of values that would do as well it knows those that the query lists.',
    type: 'verifier',
    slot: 'correctness',
    needs: ['expected-calls'],
    kinds: ['tool-calls'],
    optionsForRun: { partialCredit: { value: 'graded' }, strictToolCalls: { strict: true } },
    execution: 'thread',
    deadlineMs: 200,
  },
  options: settings,
  prepare(query, options) {
    const expected = query.expectedCalls;
    if (!expected) return inapplicable('The query carries no expected calls.');
    if (expected.length > MOST_EXPECTED)
      return inapplicable(`More than ${MOST_EXPECTED} calls are expected.`);
    const wanted = expected.map((call) => call.name).slice(0, 10);
    const isTool = toolNames(query);
    return eachRollout((rollout) => {
      const { calls, where, broken } = parseCalls(rollout, isTool);
      const score = scoreCalls(expected, calls, options.strict);
      const whole = broken === 0 ? score.value : Math.min(score.value, 1 - 1 / (score.most + broken));
      const isCall =
        expected.length === 0 && calls.length === 0 && readPythonCalls(rollout.text.trim()) !== null;
      const value = expected.length === 0 && (broken > 0 || isCall) ? 0 : whole;
      return scored(options.value === 'exact' ? Math.floor(value) : value, {
        wanted,
        found: calls.map((call) => call.name.slice(0, 60)).slice(0, 10),
        where,
        ...(broken > 0 && { broken }),
        parts: {
          names: round(score.names),
          parameters: round(score.parameters),
          values: score.values,
          most: score.most,
        },
      });
    });
  },
});

function round(value: number): number {
  return Math.round(value * 1_000) / 1_000;
}
