import type { TestOutcome } from '../../sandbox/program/test-outcome.ts';
import { isSandboxCode, type SandboxError, type SandboxResult } from '../../sandbox/program/types.ts';
import type { JsonObject } from '../../spec/json.ts';
import { failed, scored, unscored, type Verdict } from '../../spec/verdict.ts';

/** Where the tests ran: out of the candidate's reach, or in its own process, where it could read and change them. */
export type Isolation = 'separate-process' | 'in-process';

/** What an assignment may set. */
export interface Settings {
  /** `all`: 1 where every case passes, else 0 · `fraction`: the share of cases that pass */
  readonly reward: 'all' | 'fraction';
  /** Seconds that one case may take, from when it starts. */
  readonly caseSeconds: number;
  /** Whether tests that need the candidate's own process may run there. */
  readonly inProcess: boolean;
  readonly deadlineMs: number;
}

/** One prepared suite: judges a candidate's source text. */
export type CandidateJudge = (code: string, found: JsonObject, signal: AbortSignal) => Promise<Verdict>;

/** @returns the verdict on a run without an outcome: the program's fault is 0, the sandbox's is no verdict */
export function judgeError(error: SandboxError, evidence: JsonObject): Verdict {
  if (isSandboxCode(error.code)) return failed(error.code, error.message);
  return scored(0, { ...evidence, outcome: error.code, message: error.message.slice(0, 200) });
}

/** @returns the reward of an outcome, with the first failing case as evidence */
export function judgeOutcome(
  run: SandboxResult<TestOutcome>,
  settings: Settings,
  isolation: Isolation,
  found: JsonObject,
): Verdict {
  const evidence: JsonObject = { ...found, isolation };
  if (!run.ok) return judgeError(run.error, evidence);
  const { status, message, passed, executed, total, calls, failing } = run.value;
  if (status === 'broken-tests') return unscored(`The tests cannot be run: ${message}`, evidence, 'query');
  if (status === 'unsupported')
    return unscored(`The tests need the program’s own process: ${message}`, evidence, 'query');
  const all = status === 'done' && !failing && executed > 0 && passed === executed;
  const report: JsonObject = { ...evidence, outcome: status, passed, total };
  if (message) report.message = message.slice(0, 200);
  if (failing) {
    const { case: text, got, expected, error } = failing;
    report.failing = {
      case: text.slice(0, 200),
      ...(got !== undefined && { got: got.slice(0, 200) }),
      ...(expected !== undefined && { expected: expected.slice(0, 200) }),
      ...(error !== undefined && { error: error.slice(0, 200) }),
    };
  }
  if (status === 'done' && executed === 0 && !failing)
    return unscored('The tests check nothing.', report, 'query');
  if (all && calls === 0) return unscored('The tests never call the program.', report, 'query');
  if (settings.reward === 'all') return scored(all ? 1 : 0, report);
  return scored(
    status === 'compile' || total === 0 ? 0 : all ? 1 : Math.min(passed / total, (total - 1) / total),
    report,
  );
}
