import { asRlarError } from '../../spec/errors.ts';
import type { Candidate } from './build-candidate.ts';
import { recombine } from './recombine.ts';
import type { AcquisitionHooks, AcquisitionStrategy } from './request.ts';
import { type Built, build, type TrialInputs, type Tried, tryBuilt, tryPrograms } from './try-programs.ts';
import {
  PROGRAMS,
  type ProgramPart,
  type Programs,
  repairPrograms,
  type WritingJob,
  writePrograms,
} from './write-programs.ts';

/** First samples, and calls after them: repairs with feedback, further samples without. */
const PLANS: Readonly<Record<AcquisitionStrategy, { readonly first: number; readonly rounds: number }>> = {
  single: { first: 1, rounds: 0 },
  independent: { first: 4, rounds: 0 },
  feedback: { first: 2, rounds: 2 },
};

/** The shared inputs of all trials of one acquisition. */
interface Trials {
  readonly job: WritingJob;
  readonly hooks: AcquisitionHooks;
  /** Asked for once the first programs are there. */
  readonly inputs: (first: readonly Candidate[]) => Promise<TrialInputs>;
}

/**
 * Writes candidates, tries them, and repairs the best from its counter-examples until one is admitted in development
 * without an error that is known, or the rounds are spent; what is admitted with errors is repaired once.
 * @returns the best candidate by evidence, and the cases that it was tried on
 * @throws RlarError RLAR_MODEL_… where no candidate was written at all
 */
export async function tryCandidates({
  job,
  hooks,
  inputs,
}: Trials): Promise<{ readonly best: Tried; readonly given: TrialInputs }> {
  const strategy = hooks.strategy ?? 'feedback';
  const { first, rounds } = PLANS[strategy];
  const written = await firstCandidates(first, job, hooks);
  const given = await inputs(written.flatMap(({ candidate }) => (candidate ? [candidate] : [])));
  const tried: Tried[] = [];
  const enough = (): boolean =>
    strategy === 'feedback' && job.target.what === 'kind' && tried.some(({ faultless }) => faultless);
  for (const entry of written) if (!enough()) tried.push(await tryBuilt(entry, given, job, hooks, 0));
  for (let round = 0; ; round += 1) {
    const combination = tried.length < 2 || enough() ? null : recombine(tried);
    if (combination) tried.push(await tryPrograms(combination.name, combination.programs, given, job, hooks));
    const best = bestOf(tried);
    const most = best.report?.admitted ? Math.min(1, rounds) : rounds;
    if (best.faultless || round >= most) return { best, given };
    const next = await nextPrograms(best, job, hooks, round + 1, first);
    if (!next) return { best, given };
    tried.push(await tryBuilt(await build(job, hooks, `r${round + 1}`, next), given, job, hooks, round + 1));
  }
}

/** An answer that does not fit costs its candidate; where none is left, the acquisition. */
async function firstCandidates(
  count: number,
  job: WritingJob,
  hooks: AcquisitionHooks,
): Promise<readonly Built[]> {
  const writing = Array.from({ length: count }, async (_, number) =>
    build(job, hooks, `c${number}`, await writePrograms(job, number)),
  );
  const settled = await Promise.allSettled(writing);
  const written = settled.flatMap((entry) => (entry.status === 'fulfilled' ? [entry.value] : []));
  for (const [number, entry] of settled.entries()) {
    if (entry.status === 'fulfilled') continue;
    const { code, message } = asRlarError(entry.reason);
    if (written.length === 0 || !UNFIT.has(code)) throw entry.reason;
    hooks.onEvent({ step: 'dropped', what: `candidate c${number}`, reason: message });
  }
  return written;
}

/** What the model's errors are called where an answer does not fit. */
export const UNFIT: ReadonlySet<string> = new Set(['RLAR_MODEL_INVALID_OUTPUT', 'RLAR_MODEL_TRUNCATED']);

/** A repair, or another sample where there is nothing to learn from; null where the model gives none or the budget is spent. */
async function nextPrograms(
  best: Tried,
  job: WritingJob,
  { onEvent }: AcquisitionHooks,
  round: number,
  first: number,
): Promise<Programs | null> {
  try {
    return best.counterExamples.length > 0
      ? await repairPrograms(job, best.programs, best.counterExamples, partsToMend(best), round)
      : await writePrograms(job, first + round - 1);
  } catch (thrown) {
    const { code, message } = asRlarError(thrown);
    if (!UNFIT.has(code) && code !== 'RLAR_BUDGET_SPENT') throw thrown;
    onEvent({ step: 'dropped', what: `repair ${round}`, reason: message });
    return null;
  }
}

/** Gates of the scoring program before which no other is asked. */
const FIRST: ReadonlySet<string> = new Set(['G0', 'G1', 'G2']);

/** The programs with a failed gate or a counter-example; both where the gates did not come to the second. */
function partsToMend({ report, counterExamples }: Tried): readonly ProgramPart[] {
  const failed = (report?.gates ?? []).filter(({ outcome }) => outcome === 'failed');
  if (!report || failed.some(({ gate }) => FIRST.has(gate))) return PROGRAMS;
  const parts = new Set<ProgramPart>([
    ...failed.map(({ program }) => (program ? 'recogniser' : 'program') as ProgramPart),
    ...counterExamples.map(
      ({ response }) => (response === undefined ? 'recogniser' : 'program') as ProgramPart,
    ),
  ]);
  return PROGRAMS.filter((part) => parts.has(part));
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
