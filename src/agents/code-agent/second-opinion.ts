import { asRlarError } from '../../spec/errors.ts';
import { buildCandidate, type Candidate } from './build-candidate.ts';
import type { AcquisitionHooks } from './request.ts';
import { UNFIT } from './try-candidates.ts';
import { type WritingJob, writeSecondOpinion } from './write-programs.ts';

/** @returns the second opinion as a tool; null where its programs do not load */
export async function secondOpinion(
  job: Omit<WritingJob, 'prompts' | 'notes'>,
  { onEvent }: AcquisitionHooks,
): Promise<Candidate | null> {
  const programs = await writeSecondOpinion(job).catch((thrown: unknown) => {
    if (!UNFIT.has(asRlarError(thrown).code)) throw thrown;
    return null;
  });
  if (!programs) {
    onEvent({ step: 'dropped', what: 'second opinion', reason: 'the answers did not fit' });
    return null;
  }
  const { program, recogniser } = programs;
  onEvent({ step: 'second-opinion', sources: { program, recogniser } });
  const built = await buildCandidate('second opinion', programs, job.target, job.design);
  if (!('problem' in built)) return built;
  onEvent({ step: 'dropped', what: 'second opinion', reason: built.problem });
  return null;
}
