import type { GateReport } from '../../spec/evidence.ts';
import type { Share } from '../../spec/share.ts';
import type { CounterExample } from '../candidate.ts';
import type { Subject } from '../split.ts';
import type { Trial } from '../trial.ts';

/** A case that a candidate got wrong. */
export interface Finding {
  readonly name: string;
  readonly expected: string;
  readonly got: string;
  /** The query and the response. The author sees them if the query belongs to the development part. */
  readonly subject?: Subject;
  readonly response?: string;
  /** The prompt of a recogniser's case. The author sees it during development. */
  readonly prompt?: string;
  /** The original prompt, where this one is an edit. */
  readonly madeFrom?: string;
  /** True: the prompt does not decide. The response is shown to be labelled. */
  readonly disputed?: true;
}

/** The cases that one part of a gate tried, and its failures. */
export interface Tried {
  readonly cases: number;
  readonly findings: readonly Finding[];
}

export interface GateResult {
  readonly report: GateReport;
  readonly counterExamples: readonly CounterExample[];
}

/** One gate: a question about a candidate, with its data and its bar. */
export interface Gate {
  readonly gate: string;
  readonly name: string;
  readonly program?: 'recogniser' | 'extractor';
  /** The question, for a person. */
  readonly question: string;
  run(trial: Trial): Promise<Conclusion>;
}

/** The result of a gate. */
export type Conclusion =
  | { readonly outcome: 'exempt'; readonly reason: string; readonly cases?: number }
  | {
      readonly outcome: 'not-applicable';
      readonly reason: string;
      readonly cases?: number;
      readonly findings?: readonly Finding[];
      readonly shares?: Readonly<Record<string, Share>>;
    }
  | {
      readonly outcome: 'passed' | 'failed';
      readonly cases: number;
      readonly reason?: string;
      readonly findings?: readonly Finding[];
      readonly shares?: Readonly<Record<string, Share>>;
    };

const MOST_FAILING = 20;
const MOST_COUNTER_EXAMPLES = 12;
const LONGEST_NAME = 120;
const LONGEST_TEXT = 4_000;
type FailingCase = NonNullable<GateReport['failing']>[number];

/** @returns the result of a gate, as evidence and as feedback for an author who may see it */
export async function runGate(gate: Gate, trial: Trial): Promise<GateResult> {
  const conclusion = await gate.run(trial);
  const { outcome, cases = 0, reason } = conclusion;
  const findings = 'findings' in conclusion ? (conclusion.findings ?? []) : [];
  const first = findings[0];
  const why =
    reason ??
    (outcome === 'failed' && first
      ? `${first.name}: expected ${first.expected}, got ${first.got}`
      : undefined);
  const report: GateReport = {
    gate: gate.gate,
    name: gate.name,
    ...(gate.program && { program: gate.program }),
    outcome,
    cases,
    ...(why && { reason: why.slice(0, 400) }),
    ...('shares' in conclusion && conclusion.shares && { shares: { ...conclusion.shares } }),
    seed: trial.input.seed,
    ...(findings.length > 0 && { failing: findings.slice(0, MOST_FAILING).map(shown) }),
  };
  return {
    report,
    counterExamples: findings
      .flatMap((finding) => counterExample(gate, finding, trial))
      .slice(0, MOST_COUNTER_EXAMPLES),
  };
}

function shown({ name, expected, got, disputed, subject, response }: Finding): FailingCase {
  return {
    name: name.slice(0, LONGEST_NAME),
    detail: (disputed ? `${expected}; got ${got}` : `expected ${expected}, got ${got}`).slice(0, 300),
    ...(disputed &&
      subject &&
      response !== undefined && { disputed: { prompt: subject.prompt.slice(0, LONGEST_TEXT), response } }),
  };
}

function counterExample(gate: Gate, finding: Finding, { phase }: Trial): CounterExample[] {
  const { subject, response, name, expected, got, prompt, madeFrom } = finding;
  if (prompt !== undefined)
    return phase === 'development'
      ? [{ gate: gate.gate, case: gate.name, prompt, ...(madeFrom && { madeFrom }), expected, got }]
      : [];
  if (subject?.part !== 'development') return [];
  return [
    {
      gate: gate.gate,
      case: name,
      prompt: subject.prompt,
      ...(response !== undefined && { response }),
      expected,
      got,
    },
  ];
}
