import type { CandidateInput, Development } from './candidate.ts';

/** Puts a candidate through the gates on its development and held-out cases; the audit cases are not read. */
export async function developCandidate(_input: CandidateInput): Promise<Development> {
  throw new Error('under way');
}
