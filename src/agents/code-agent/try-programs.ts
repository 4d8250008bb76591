import type { CandidateInput, Case, CounterExample } from '../../admission/candidate.ts';
import { developCandidate } from '../../admission/develop-candidate.ts';
import type { EvidenceReport } from '../../spec/evidence.ts';
import type { JsonObject } from '../../spec/json.ts';
import { buildCandidate, type Candidate } from './build-candidate.ts';
import { labelErrors } from './label-errors.ts';
import { missedSamples } from './missed-samples.ts';
import type { PromptParts } from './prompt-parts.ts';
import type { AcquisitionHooks } from './request.ts';
import type { Programs, WritingJob } from './write-programs.ts';

/** Programs that were tried; `candidate` is null where they are no tool at all. */
export interface Tried {
  readonly name: string;
  readonly programs: Programs;
  readonly candidate: Candidate | null;
  readonly report: EvidenceReport | null;
  /** From the gates, less the errors on labelled responses. */
  readonly merit: number;
  /** Whether it gets all labelled responses right that are not sealed, and reads all prompts that it should. */
  readonly faultless: boolean;
  readonly counterExamples: readonly CounterExample[];
}

/** The cases for every candidate of an acquisition. */
export interface TrialInputs extends Pick<CandidateInput, 'secondOpinion' | 'noise'> {
  readonly cases: readonly Case[];
  readonly prompts: PromptParts;
}

/** Tries programs that are already written. @returns the results of the gates */
export async function tryPrograms(
  name: string,
  programs: Programs,
  given: TrialInputs,
  job: WritingJob,
  hooks: AcquisitionHooks,
): Promise<Tried> {
  return tryBuilt(await build(job, hooks, name, programs), given, job, hooks, 0);
}

/** Programs as a tool, or the reason why they are not a tool. */
export interface Built {
  readonly name: string;
  readonly programs: Programs;
  readonly candidate: Candidate | null;
  readonly problem: string;
}

/** Makes a candidate of programs. */
export async function build(
  { target, design }: WritingJob,
  hooks: AcquisitionHooks,
  name: string,
  programs: Programs,
): Promise<Built> {
  const made = await buildCandidate(name, programs, target, design);
  const { language, program, recogniser } = programs;
  hooks.onEvent({ step: 'candidate', candidate: name, language, sources: { program, recogniser } });
  return 'problem' in made
    ? { name, programs, candidate: null, problem: made.problem }
    : { name, programs, candidate: made, problem: '' };
}

/** Puts a candidate through the gates of development. @returns what they said of it */
export async function tryBuilt(
  built: Built,
  given: TrialInputs,
  job: WritingJob,
  hooks: AcquisitionHooks,
  round: number,
): Promise<Tried> {
  const tried = await trial(built, given, job, hooks);
  hooks.onEvent({
    step: 'round',
    round,
    candidate: tried.name,
    merit: tried.merit,
    admitted: tried.report?.admitted === true,
    failing: failingGates(tried.report),
    counterExamples: tried.counterExamples.slice(0, 20).map((example): JsonObject => ({ ...example })),
  });
  return tried;
}

async function trial(
  { name, programs, candidate, problem }: Built,
  { prompts, ...given }: TrialInputs,
  job: WritingJob,
  { onEvent, signal }: AcquisitionHooks,
): Promise<Tried> {
  if (!candidate) {
    const example = { gate: 'G0', case: 'load', prompt: '', expected: 'programs that load', got: problem };
    return {
      name,
      programs,
      candidate,
      report: null,
      merit: -1,
      faultless: false,
      counterExamples: [example],
    };
  }
  const { tool, fresh, program } = candidate;
  try {
    const { report, counterExamples, merit } = await developCandidate({
      ...given,
      ...(tool.recogniser && prompts.development),
      tool,
      fresh,
      program,
      seed: job.seed,
      onGate: (gate) => onEvent({ step: 'gate', candidate: name, phase: 'development', report: gate }),
      ...(signal && { signal }),
    });
    const told = counterExamples.filter(
      ({ prompt, madeFrom = prompt, response }) =>
        response !== undefined || prompt === '' || prompts.open.has(madeFrom),
    );
    const own = await missedSamples(tool, job, given.secondOpinion);
    const errors = await labelErrors(tool, given.cases, job.seed);
    const known = new Set(told.map((example) => example.response));
    const open = errors.open.filter((example) => !known.has(example.response));
    const examples = [...own, ...told, ...open];
    return {
      name,
      programs,
      candidate,
      report,
      merit: merit - errors.weight,
      faultless: report.admitted && examples.length === 0 && errors.weight === 0,
      counterExamples: examples,
    };
  } finally {
    await tool.close?.();
  }
}

/** @returns the gates that failed, with the program they tried */
export function failingGates(report: EvidenceReport | null): string[] {
  const failed = (report?.gates ?? []).filter(({ outcome }) => outcome === 'failed');
  return failed.map(({ gate, program }) => (program ? `${gate} ${program}` : gate));
}
