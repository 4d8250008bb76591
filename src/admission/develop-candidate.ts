import type { CandidateInput, Development } from './candidate.ts';
import { runGates } from './run-gates.ts';

/**
 * Puts a candidate through the gates on its development and held-out cases; the audit cases are not read. The
 * counter-examples are of development cases alone.
 */
export function developCandidate(input: CandidateInput): Promise<Development> {
  return runGates(input, 'development');
}
