import type { CandidateInput, Case, CounterExample } from '../../admission/candidate.ts';
import { developCandidate } from '../../admission/develop-candidate.ts';
import type { EvidenceReport } from '../../spec/evidence.ts';
import type { JsonObject } from '../../spec/json.ts';
import { buildCandidate, type Candidate } from './build-candidate.ts';
import { labelErrors } from './label-errors.ts';
import { missedSamples } from './missed-samples.ts';
import type { PromptParts } from './prompt-parts.ts';
import { recombine } from './recombine.ts';
import type { AcquisitionHooks, AcquisitionStrategy } from './request.ts';
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
  /** From the gates, less the errors on labelled responses. */
  readonly merit: number;
  /** Whether it gets all labelled responses right that are not sealed, and reads all prompts that it should. */
  readonly faultless: boolean;
  readonly counterExamples: readonly CounterExample[];
}

/** What every candidate of an acquisition is tried on. */
export interface TrialInputs extends Pick<CandidateInput, 'secondOpinion'> {
  readonly cases: readonly Case[];
  readonly prompts: PromptParts;
}

/** What all trials of one acquisition have in common. */
interface Trials {
  readonly job: WritingJob;
  readonly hooks: AcquisitionHooks;
  /** Asked for once the first programs are there. */
  readonly inputs: (first: readonly Candidate[]) => Promise<TrialInputs>;
}

/**
 * Writes candidates, tries them, and repairs the best from its counter-examples until one is admitted in development
 * without an error that is known, or the rounds are spent; what is admitted with errors is repaired once.
 * @returns the best by evidence, and what it was tried on
 * @throws RlarError RLAR_MODEL_…
 */
export async function tryCandidates({
  job,
  hooks,
  inputs,
}: Trials): Promise<{ readonly best: Tried; readonly given: TrialInputs }> {
  const { first, rounds } = PLANS[hooks.strategy ?? 'feedback'];
  const writing = Array.from({ length: first }, async (_, number) =>
    build(job, hooks, `c${number}`, await writePrograms(job, number)),
  );
  const written = await Promise.all(writing);
  const given = await inputs(written.flatMap(({ candidate }) => (candidate ? [candidate] : [])));
  const tried: Tried[] = [];
  const enough = (): boolean => job.target.what === 'kind' && tried.some(({ faultless }) => faultless);
  for (const entry of written) if (!enough()) tried.push(await tryBuilt(entry, given, job, hooks, 0));
  for (let round = 0; ; round += 1) {
    const combination = tried.length < 2 || enough() ? null : recombine(tried);
    if (combination) {
      tried.push(await tryPrograms(combination.name, combination.programs, given, job, hooks));
    }
    const best = bestOf(tried);
    if (best.faultless || round >= (best.report?.admitted ? Math.min(1, rounds) : rounds))
      return { best, given };
    const next =
      best.counterExamples.length > 0
        ? await repairPrograms(job, best.programs, best.counterExamples, round + 1)
        : await writePrograms(job, first + round);
    tried.push(await tryBuilt(await build(job, hooks, `r${round + 1}`, next), given, job, hooks, round + 1));
  }
}

/** Tries programs that are at hand. @returns what the gates said of them */
export async function tryPrograms(
  name: string,
  programs: Programs,
  given: TrialInputs,
  job: WritingJob,
  hooks: AcquisitionHooks,
): Promise<Tried> {
  return tryBuilt(await build(job, hooks, name, programs), given, job, hooks, 0);
}

interface Built {
  readonly name: string;
  readonly programs: Programs;
  readonly candidate: Candidate | null;
  readonly problem: string;
}

async function build(
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

async function tryBuilt(
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
    ({ prompt, response }) => response !== undefined || prompt === '' || prompts.open.has(prompt),
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
}

/** Admitted in development before not, then by merit; where they are equal a combination, which reads more, else the earlier. */
function bestOf(tried: readonly Tried[]): Tried {
  const rank = ({ report, merit, counterExamples, name }: Tried): number =>
    (report?.admitted ? 10 : 0) +
    merit -
    Math.min(20, counterExamples.length) / 1000 +
    (name.includes('|') ? 1e-6 : 0);
  return tried.reduce((left, right) => (rank(right) > rank(left) ? right : left));
}

/** @returns the gates that failed, with the program they tried */
export function failingGates(report: EvidenceReport | null): string[] {
  const failed = (report?.gates ?? []).filter(({ outcome }) => outcome === 'failed');
  return failed.map(({ gate, program }) => (program ? `${gate} ${program}` : gate));
}
