import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { asScript } from '../../library/added-tools/inspect-javascript.ts';
import { scoringSandbox } from '../../library/added-tools/javascript-calls.ts';
import type { TimedVerdict } from '../../scoring/job.ts';
import type { JsonValue } from '../../spec/json.ts';
import { query } from '../../spec/query.ts';
import type { Tool } from '../../spec/tool.ts';
import { toolQueryOf } from '../../spec/tool-query-of.ts';
import { mayVary } from '../read-program.ts';
import { type Runnable, runCases } from '../run-cases.ts';
import { answering, formatVerdict, type Trial } from '../trial.ts';
import type { Finding, Gate } from './gate.ts';
import { manyCalls, type NamedCase } from './many-calls.ts';

const MOST_CASES = 24;
const ROUNDS = 3;
const ROUNDS_OF_SUSPECTS = 12;
const PAUSE_MS = 350;
const SEEDS = 12;
/** Number of calls of a program in one context. */
const REPEATS = 6;
/** Number of calls with the same input; fewer for a slow program. */
const MANY_CALLS = [10_000, 1_000];

/** Runs cases on a newly made tool with its own processes, and closes the tool afterwards. */
async function runAnew(fresh: () => Tool, tool: Tool, cases: readonly Runnable[]): Promise<TimedVerdict[]> {
  const anew = fresh();
  try {
    return await runCases(anew, cases);
  } finally {
    if (anew !== tool) await anew.close?.();
  }
}

/**
 * G2: the same input gives the same verdict: in a new process, on a second call, in another order, at another time, and
 * with other random numbers.
 */
export const determinism: Gate = {
  gate: 'G2',
  name: 'determinism',
  question: 'Does the same input give the same verdict, in a fresh process, in any order, at any time?',
  async run(trial) {
    const { tool, fresh, program } = trial.input;
    if (!tool.declaration.deterministic) return { outcome: 'exempt', reason: 'declared stochastic' };
    const cases = casesOf(trial);
    const first = (await runCases(tool, cases)).map(({ verdict }) => JSON.stringify(verdict));
    const findings: Finding[] = [];
    const rounds = program && mayVary(program) ? ROUNDS_OF_SUSPECTS : ROUNDS;
    for (let round = 0; round < rounds && findings.length === 0; round++) {
      if (round > 0 && program?.language === 'python') await sleep(PAUSE_MS);
      const turned = round % 2 === 0;
      const order = turned ? cases.toReversed() : cases;
      const verdicts = round === 1 ? await runAnew(fresh, tool, order) : await runCases(tool, order);
      for (const [index, entry] of cases.entries()) {
        const { verdict } = verdicts[turned ? cases.length - 1 - index : index]!;
        if (JSON.stringify(verdict) === first[index]) continue;
        findings.push({
          name: entry.name,
          expected: first[index]!.slice(0, 100),
          got: formatVerdict(verdict),
          subject: entry.subject,
          response: entry.response,
        });
      }
    }
    if (findings.length === 0 && program?.language === 'javascript')
      findings.push(...(await inOneContext(trial, cases)));
    let calls = 0;
    if (findings.length === 0 && program?.language === 'python') {
      const many = await manyCalls(trial, cases, first);
      findings.push(...many.findings);
      calls = many.calls;
    }
    return {
      outcome: findings.length > 0 ? 'failed' : 'passed',
      cases: cases.length * (rounds + 1) + calls,
      findings,
      ...(findings.length === 0 &&
        calls > 0 && { reason: `${calls} calls of its warm processes among them` }),
    };
  },
};

function casesOf(trial: Trial): NamedCase[] {
  const cases = trial.open.flatMap((subject) => {
    const given = subject.cases.slice(0, 2).map((entry): NamedCase => ({ ...entry, subject }));
    const reference = subject.references[0];
    if (reference === undefined) return given;
    const [other = 'I do not know.'] = trial.othersAnswers(subject, 1);
    return [
      ...given,
      { ...answering(subject, reference), name: `${subject.name}: the reference`, subject },
      { ...answering(subject, other), name: `${subject.name}: another answer`, subject },
    ];
  });
  return trial.random('determinism').shuffled(cases).slice(0, MOST_CASES);
}

/**
 * Scoring makes a new context for each call, so only this test finds a program that keeps state between calls. It calls the
 * program in another order each round, so that a counter with a period is found, and then thousands of times with the same
 * input.
 */
async function inOneContext(trial: Trial, cases: readonly NamedCase[]): Promise<Finding[]> {
  const { tool, program } = trial.input;
  const script = `${asScript(program?.source ?? '', '__given')}
const __say = (row) => {
  let value;
  try { value = __given(...row); } catch (error) { value = 'threw'; }
  return JSON.stringify(value === undefined ? null : value);
};
const __repeat = (rows, order, many) => {
  const found = order.map((at) => [at, __say(rows[at])]);
  for (let time = 0; time < many; time++) {
    const value = __say(rows[order[0]]);
    if (value !== found[0][1]) return [...found, [order[0], value]];
  }
  return found;
};`;
  const rows = cases.slice(0, 10).map((entry) => inputsOf(entry, tool.declaration.constraint));
  const expected = new Map<number, string>();
  const rounds = [...Array.from({ length: SEEDS }, () => 0), ...MANY_CALLS];
  for (const [round, many] of rounds.entries()) {
    const turns = Array.from({ length: REPEATS }, () => rows.map((_, at) => at)).flat();
    const order = trial.random(`order ${round}`).shuffled(turns);
    const run = await scoringSandbox().run({
      source: script,
      entry: '__repeat',
      inputs: [rows, order, many],
      seed: (round + 1) * 7919,
      limitMs: 2_000,
    });
    const calls = run.ok ? z.array(z.tuple([z.number(), z.string()])).safeParse(run.value) : null;
    if (!calls?.success) {
      if (many > 0) continue;
      return [];
    }
    for (const [call, [at, value]] of calls.data.entries()) {
      const first = expected.get(at) ?? value;
      expected.set(at, first);
      if (value === first) continue;
      const { name, subject, response } = cases[at]!;
      const got = `${value} in call ${call + 1 + many} or before it, in one context`;
      return [{ name, expected: first, got, subject, response }];
    }
    if (many > 0) return [];
  }
  return [];
}

function inputsOf(entry: Runnable, constraint: string | undefined): JsonValue[] {
  const asked = toolQueryOf(query.parse({ messages: [], ...entry.query }));
  if (constraint === undefined) return [asked.prompt, entry.response, asked.references[0] ?? null];
  const stated = entry.options.constraint ?? asked.constraints.find(({ id }) => id === constraint) ?? null;
  const kwargs =
    typeof stated === 'object' && stated !== null && !Array.isArray(stated) ? (stated.kwargs ?? {}) : {};
  return [entry.response, kwargs, asked.prompt];
}
