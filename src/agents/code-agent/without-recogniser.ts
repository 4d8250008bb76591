import type { AcquisitionHooks, AcquisitionRequest } from './request.ts';
import { type TrialInputs, type Tried, tryPrograms } from './try-programs.ts';
import type { WritingJob } from './write-programs.ts';

/**
 * Where every query says by name what it wants, a scoring program is of use without a recogniser that has passed: it is
 * tried alone, and serves such queries alone.
 * @returns the trial without recogniser; null where that is no way out
 */
export async function withoutRecogniser(
  { target, queries }: AcquisitionRequest,
  best: Tried,
  given: TrialInputs,
  job: WritingJob,
  hooks: AcquisitionHooks,
): Promise<Tried | null> {
  const named = queries.every(({ kind, constraints }) =>
    target.what === 'kind' ? kind === target.kind : constraints.some(({ id }) => id === target.id),
  );
  const scoring = best.report?.gates.filter(({ program }) => program === undefined) ?? [];
  const scores = scoring.length > 0 && scoring.every(({ outcome }) => outcome !== 'failed');
  if (!named || queries.length === 0 || !scores || !best.candidate?.tool.recogniser) return null;
  hooks.onEvent({
    step: 'dropped',
    what: 'recogniser',
    reason: 'it did not pass; the tool serves the queries that name what they want',
  });
  const name = `${best.name} alone`;
  return tryPrograms(name, { ...best.programs, recogniser: '' }, given, job, hooks);
}
