import type { CandidateInput, CounterExample } from '../../admission/candidate.ts';
import { developCandidate } from '../../admission/develop-candidate.ts';
import type { EvidenceReport } from '../../spec/evidence.ts';
import type { JsonObject } from '../../spec/json.ts';
import { buildCandidate, type Candidate } from './build-candidate.ts';
import type { AcquisitionHooks, AcquisitionStrategy } from './request.ts';
import type { Sample } from './samples.ts';
import type { TrialCases } from './trial-cases.ts';
import { type Programs, repairPrograms, type WritingJob, writePrograms } from './write-programs.ts';

/** First samples, and calls after them: repairs with feedback, further samples without. */
const PLANS: Readonly<Record<AcquisitionStrategy, { readonly first: number; readonly rounds: number }>> = {
  single: { first: 1, rounds: 0 },
  independent: { first: 4, rounds: 0 },
  feedback: { first: 2, rounds: 2 },
};

/** Programs that were tried; `candidate` is null where they are no tool at all. */
export interface Tried {
  readonly name: string;
  readonly programs: Programs;
  readonly candidate: Candidate | null;
  readonly report: EvidenceReport | null;
  readonly merit: number;
  readonly counterExamples: readonly CounterExample[];
}

/** What all trials of one acquisition have in common. */
export interface Trials {
  readonly job: WritingJob;
  readonly hooks: AcquisitionHooks;
  /** What candidates are tried on; asked for once the first programs are there. */
  readonly inputs: (first: readonly Candidate[]) => Promise<TrialInputs>;
}

/** What every candidate of an acquisition is tried on. */
export type TrialInputs = TrialCases & Pick<CandidateInput, 'secondOpinion'>;

/**
 * Writes candidates, tries them, and repairs the best from its counter-examples until one is admitted in development, or
 * the rounds are spent.
 * @returns the best by evidence, and what it was tried on
 * @throws RlarError RLAR_MODEL_…
 */
export async function tryCandidates({
  job,
  hooks,
  inputs,
}: Trials): Promise<{ readonly best: Tried; readonly given: TrialInputs }> {
  const { first, rounds } = PLANS[hooks.strategy ?? 'feedback'];
  const written = await Promise.all(
    Array.from({ length: first }, async (_, number) =>
      build(job, hooks, `c${number}`, await writePrograms(job, number)),
    ),
  );
  const given = await inputs(written.flatMap(({ candidate }) => (candidate ? [candidate] : [])));
  let best: Tried | null = null;
  for (const entry of written) best = better(best, await tryOut(entry, 0));
  for (let round = 1; round <= rounds && best && !best.report?.admitted; round += 1) {
    const repaired =
      best.counterExamples.length > 0
        ? await repairPrograms(job, best.programs, best.counterExamples, round)
        : await writePrograms(job, first + round - 1);
    best = better(best, await tryOut(await build(job, hooks, `r${round}`, repaired), round));
  }
  if (!best) throw new Error('no plan without a first candidate');
  return { best, given };

  async function tryOut(entry: Built, round: number): Promise<Tried> {
    const tried = await trial(entry, given, job, hooks);
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
}

interface Built {
  readonly name: string;
  readonly programs: Programs;
  readonly candidate: Candidate | null;
  readonly problem: string;
}

async function build(
  job: WritingJob,
  hooks: AcquisitionHooks,
  name: string,
  programs: Programs,
): Promise<Built> {
  const made = await buildCandidate(name, programs, job.target, job.design);
  const { language, program, recogniser } = programs;
  hooks.onEvent({ step: 'candidate', candidate: name, language, sources: { program, recogniser } });
  return 'problem' in made
    ? { name, programs, candidate: null, problem: made.problem }
    : { name, programs, candidate: made, problem: '' };
}

async function trial(
  { name, programs, candidate, problem }: Built,
  given: TrialInputs,
  job: WritingJob,
  { onEvent, signal }: AcquisitionHooks,
): Promise<Tried> {
  if (!candidate) {
    const example = { gate: 'G0', case: 'load', prompt: '', expected: 'programs that load', got: problem };
    return { name, programs, candidate, report: null, merit: -1, counterExamples: [example] };
  }
  const { report, counterExamples, merit } = await developCandidate({
    ...given,
    tool: candidate.tool,
    fresh: candidate.fresh,
    seed: job.seed,
    onGate: (gate) => onEvent({ step: 'gate', candidate: name, phase: 'development', report: gate }),
    ...(signal && { signal }),
  });
  const own = await missedSamples(candidate, job);
  return { name, programs, candidate, report, merit, counterExamples: [...own, ...counterExamples] };
}

/** The prompts that the writer saw must be recognised, and their arguments read, before any other. */
async function missedSamples({ tool }: Candidate, { design, shown }: WritingJob): Promise<CounterExample[]> {
  const missed = await Promise.all(shown.map((sample, at) => missedSample(sample, at)));
  return missed.flatMap((entry) => (entry ? [entry] : []));

  async function missedSample({ prompt, kwargs: given }: Sample, at: number): Promise<CounterExample | null> {
    const example = { gate: 'G3 recogniser', case: `sample ${at}`, prompt };
    const spans = (await tool.recogniser?.recognise(prompt)) ?? [];
    const kwargs = given ?? design.kwargs.get(at);
    if (spans.length === 0)
      return kwargs || design.kwargs.size === 0
        ? { ...example, expected: 'recognised', got: 'not recognised' }
        : null;
    if (!kwargs || !tool.recogniser?.extract) return null;
    const read = await tool.recogniser.extract(prompt);
    const wrong = Object.entries(kwargs).some(
      ([key, value]) => JSON.stringify(read?.[key]) !== JSON.stringify(value),
    );
    return wrong ? { ...example, expected: JSON.stringify(kwargs), got: JSON.stringify(read) } : null;
  }
}

/** Admitted in development before not, then by merit; the earlier where they are equal. */
function better(left: Tried | null, right: Tried): Tried {
  if (!left) return right;
  const rank = ({ report, merit }: Tried): number => (report?.admitted ? 10 : 0) + merit;
  return rank(right) > rank(left) ? right : left;
}

/** @returns the gates that failed, with the program they tried */
export function failingGates(report: EvidenceReport | null): string[] {
  const failed = (report?.gates ?? []).filter(({ outcome }) => outcome === 'failed');
  return failed.map(({ gate, program }) => (program ? `${gate} ${program}` : gate));
}
