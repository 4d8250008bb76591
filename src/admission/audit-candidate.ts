import type { EvidenceReport } from '../spec/evidence.ts';
import type { CandidateInput } from './candidate.ts';

/** Puts a frozen candidate through the gates on its sealed audit cases, once; this is the report that counts. */
export async function auditCandidate(_input: CandidateInput): Promise<EvidenceReport> {
  throw new Error('under way');
}
