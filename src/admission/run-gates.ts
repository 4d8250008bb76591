import type { EvidenceReport, LabelledReport } from '../spec/evidence.ts';
import type { CandidateInput, Development } from './candidate.ts';
import { determinism } from './gates/determinism.ts';
import { discrimination } from './gates/discrimination.ts';
import { endpoints } from './gates/endpoints.ts';
import { type Gate, type GateResult, runGate } from './gates/gate.ts';
import { hackMatrix } from './gates/hack-matrix.ts';
import { labels } from './gates/labels.ts';
import { mutation } from './gates/mutation.ts';
import { otherWordings } from './gates/other-wordings.ts';
import { extractor, recogniser } from './gates/recogniser.ts';
import { recogniserEdits } from './gates/recogniser-edits.ts';
import { run } from './gates/run.ts';
import { secondOpinion } from './gates/second-opinion.ts';
import { shadow } from './gates/shadow.ts';
import { shape } from './gates/shape.ts';
import { signal } from './gates/signal.ts';
import { structure } from './gates/structure.ts';
import { type Phase, Trial } from './trial.ts';

/** The gates that a tool must pass before its accuracy is measured. */
const FIRST: readonly Gate[] = [shape, run, determinism];
const SCORING: readonly Gate[] = [
  endpoints,
  discrimination,
  mutation,
  structure,
  hackMatrix,
  labels,
  secondOpinion,
  signal,
  shadow,
];
/** All gates of a scoring program, in order. */
export const GATES: readonly Gate[] = [...FIRST, ...SCORING];

/**
 * Puts a candidate through the gates, in order. G0 to G2 end it where one fails; behind them all gates are run, so that
 * the report says everything that is wrong. A gate that could not run for want of data makes the tool provisional.
 * @throws whatever `signal` was aborted with
 */
export async function runGates(
  input: CandidateInput,
  phase: Phase,
  labelled: readonly LabelledReport[] = [],
  source = input.tool.declaration.version,
): Promise<Development> {
  const trial = new Trial(input, phase);
  const results: GateResult[] = [];
  const stages = [FIRST, [...gatesOfRecogniser(input, phase), ...SCORING]];
  for (const gates of stages) {
    if (results.some(failed)) break;
    if (gates !== FIRST && trial.byReference) await trial.findForms();
    for (const gate of gates) {
      input.signal?.throwIfAborted();
      const result = await runGate(gate, trial);
      results.push(result);
      input.onGate?.(result.report);
      if (gates === FIRST && failed(result)) break;
    }
  }
  const gates = results.map((result) => result.report);
  const { id, version } = input.tool.declaration;
  const admitted = !results.some(failed);
  const report: EvidenceReport = {
    tool: id,
    version,
    source,
    gates,
    labelled: [...labelled],
    admitted,
    provisional: admitted && gates.some((gate) => gate.outcome === 'not-applicable'),
  };
  const counterExamples = results.flatMap((result) => (failed(result) ? result.counterExamples : []));
  return { report, counterExamples, merit: merit(results, stages.flat().length) };
}

function gatesOfRecogniser(
  { tool, recogniser: prompts, extractor: cases }: CandidateInput,
  phase: Phase,
): Gate[] {
  return [
    ...(tool.recogniser || prompts ? [recogniser] : []),
    ...(tool.recogniser?.extract || cases ? [extractor] : []),
    ...(tool.recogniser && prompts && tool.declaration.constraint !== undefined ? [recogniserEdits] : []),
    ...(phase === 'audit' && tool.recogniser && prompts && tool.declaration.constraint !== undefined
      ? [otherWordings]
      : []),
  ];
}

function failed({ report }: GateResult): boolean {
  return report.outcome === 'failed';
}

/** The share of gates that were passed; one that failed counts by the share of its cases that it got right. */
function merit(results: readonly GateResult[], all: number): number {
  const points = results.map(({ report }) =>
    report.outcome === 'failed'
      ? 0.8 * Math.max(0, 1 - (report.failing?.length ?? 1) / Math.max(1, Math.min(20, report.cases)))
      : 1,
  );
  return points.reduce((sum, one) => sum + one, 0) / all;
}
