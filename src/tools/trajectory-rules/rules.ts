import { z } from 'zod';
import { canonicalJson } from '../../spec/canonical-json.ts';
import type { JsonObject } from '../../spec/json.ts';
import { table } from '../../spec/table.ts';
import {
  callOf,
  type EventPattern,
  eventPattern,
  isMeant,
  isSameArgument,
  named,
  numberOf,
} from './event-pattern.ts';
import { calculations } from './graded/calculations.ts';
import { callSequence } from './graded/call-sequence.ts';
import { citations } from './graded/citations.ts';
import { clarification } from './graded/clarification.ts';
import { discussion } from './graded/discussion.ts';
import { information } from './graded/information.ts';
import { progressTree } from './graded/progress-tree.ts';
import { holdsOf, namesIn, parseFormula } from './ltl.ts';
import { broken, KEPT, type RuleMaker, ruleOf } from './outcome.ts';
import type { TraceEvent } from './trace.ts';

/** Events from the end among which the one that broke a formula is looked for. */
const MOST_BACK = 200;

const count = z.number().int().nonnegative();

/** @returns the first event from a place on that the pattern means, or -1 */
function next(trace: readonly TraceEvent[], pattern: EventPattern, from = 0): number {
  return trace.findIndex((event, index) => index >= from && isMeant(event, pattern));
}

function every(trace: readonly TraceEvent[], pattern: EventPattern): number[] {
  return trace.flatMap((event, index) => (isMeant(event, pattern) ? [index] : []));
}

const LOOPS = { call: 'the same call', tool: 'the same tool', all: 'calls' };

/** @returns arguments as a text that equal ones share; a number and its numeral are equal */
function argumentsKey(args: JsonObject): string {
  return canonicalJson(
    Object.fromEntries(Object.entries(args).map(([name, value]) => [name, numberOf(value) ?? value])),
  );
}

/** Whether two calls, or answers to calls, have the same values in arguments of the one and of the other. */
function isAbout(one: TraceEvent, other: TraceEvent, same: Readonly<Record<string, string>>): boolean {
  const left = callOf(one)?.arguments;
  const right = callOf(other)?.arguments;
  return Object.entries(same).every(
    ([name, its]) => left?.[name] !== undefined && isSameArgument(left[name], right?.[its]),
  );
}

const moves = z.array(z.strictObject({ from: z.string(), event: eventPattern, to: z.string() })).max(200);

/** The sorts of rule, by constraint id. Each makes a rule of its arguments, or says what is wrong with them. */
export const RULES = table<RuleMaker>({
  'trajectory:never': ruleOf(z.strictObject({ event: eventPattern }), ({ event }) => (trace) => {
    const at = next(trace, event);
    return at < 0 ? KEPT : broken(at, `${named(event)} must not happen`);
  }),
  'trajectory:eventually': ruleOf(
    z.strictObject({ event: eventPattern }),
    ({ event }) =>
      (trace) =>
        next(trace, event) < 0 ? broken(null, `${named(event)} never happened`) : KEPT,
  ),
  'trajectory:before': ruleOf(
    z.strictObject({ first: eventPattern, later: eventPattern }),
    ({ first, later }) =>
      (trace) => {
        const at = next(trace, later);
        const before = next(trace, first);
        return at < 0 || (before >= 0 && before < at)
          ? KEPT
          : broken(at, `${named(later)} before any ${named(first)}`);
      },
  ),
  'trajectory:each_before': ruleOf(
    z.strictObject({
      first: eventPattern,
      later: eventPattern,
      same: z.record(z.string(), z.string()).default({}),
    }),
    ({ first, later, same }) =>
      (trace) => {
        const ready: TraceEvent[] = [];
        for (const [at, event] of trace.entries()) {
          if (isMeant(event, later)) {
            const own = ready.findIndex((before) => isAbout(before, event, same));
            if (own < 0) return broken(at, `${named(later)} without a ${named(first)} of its own before it`);
            ready.splice(own, 1);
          }
          if (isMeant(event, first)) ready.push(event);
        }
        return KEPT;
      },
  ),
  'trajectory:after': ruleOf(
    z.strictObject({ event: eventPattern, later: eventPattern }),
    ({ event, later }) =>
      (trace) => {
        const last = every(trace, event).at(-1);
        if (last === undefined || next(trace, later, last + 1) >= 0) return KEPT;
        return broken(last, `no ${named(later)} after ${named(event)}`);
      },
  ),
  'trajectory:at_most': ruleOf(
    z.strictObject({ event: eventPattern, count }),
    ({ event, count: most }) =>
      (trace) => {
        const found = every(trace, event);
        return found.length <= most
          ? KEPT
          : broken(found[most]!, `${named(event)} ${found.length} times, at most ${most}`);
      },
  ),
  'trajectory:at_least': ruleOf(
    z.strictObject({ event: eventPattern, count }),
    ({ event, count: least }) =>
      (trace) => {
        const found = every(trace, event).length;
        return found >= least ? KEPT : broken(null, `${named(event)} ${found} times, at least ${least}`);
      },
  ),
  'trajectory:no_loop': ruleOf(
    z.strictObject({ count: count.min(1).default(1), of: z.enum(['call', 'tool', 'all']).default('call') }),
    ({ count: most, of }) =>
      (trace) => {
        const seen = new Map<string, number>();
        for (const [at, event] of trace.entries()) {
          if (event.what !== 'call') continue;
          const key =
            of === 'all' ? '' : of === 'tool' ? event.name : `${event.name} ${argumentsKey(event.arguments)}`;
          const times = (seen.get(key) ?? 0) + 1;
          seen.set(key, times);
          if (times > most) return broken(at, `${LOOPS[of]} ${times} times, at most ${most}: ${event.name}`);
        }
        return KEPT;
      },
  ),
  'trajectory:answer_last': ruleOf(z.strictObject({}), () => (trace) => {
    let answered = -1;
    for (const [at, event] of trace.entries()) {
      if (event.what === 'heard') answered = -1;
      else if (event.what === 'call' && answered >= 0)
        return broken(at, `a call of ${event.name} after the turn was over`);
      else if (
        event.what === 'said' &&
        !trace.some((other) => other.step === event.step && other.what !== 'said')
      )
        answered = at;
    }
    return KEPT;
  }),
  'trajectory:calls': callSequence,
  'trajectory:progress': progressTree,
  'trajectory:clarification': clarification,
  'trajectory:information': information,
  'trajectory:citations': citations,
  'trajectory:calculations': calculations,
  'trajectory:discussion': discussion,
  'trajectory:formula': ruleOf(
    z.strictObject({ formula: z.string(), events: z.record(z.string(), eventPattern).default({}) }),
    ({ formula: text, events }) => {
      const formula = parseFormula(text);
      if (typeof formula === 'string') return `formula: ${formula}`;
      const patterns = new Map([...namesIn(formula)].map((name) => [name, events[name] ?? name] as const));
      return (trace) => {
        const holds = (name: string, at: number): boolean => isMeant(trace[at]!, patterns.get(name)!);
        if (holdsOf(formula, trace.length, holds)) return KEPT;
        const lost = (length: number): boolean => !holdsOf(formula, length, holds);
        let first = trace.length;
        const last = Math.max(0, trace.length - MOST_BACK);
        while (first > last && lost(first - 1)) first -= 1;
        return broken(first === last ? null : first - 1, `${text} does not hold`);
      };
    },
  ),
  'trajectory:machine': ruleOf(
    z.strictObject({
      start: z.string(),
      moves,
      accept: z.array(z.string()).min(1),
      refuse: z.array(z.string()).default([]),
    }),
    ({ start, moves: steps, accept, refuse }) => {
      const known = new Set([start, ...steps.flatMap(({ from, to }) => [from, to])]);
      const stranger = [...accept, ...refuse].find((state) => !known.has(state));
      if (stranger !== undefined) return `no move leads to the state ${stranger}`;
      return (trace) => {
        let state = start;
        for (const [at, event] of trace.entries()) {
          state =
            steps.find(({ from, event: meant }) => from === state && isMeant(event, meant))?.to ?? state;
          if (refuse.includes(state)) return broken(at, `the state ${state} was reached`);
        }
        return accept.includes(state) ? KEPT : broken(null, `it ended in the state ${state}`);
      };
    },
  ),
});
