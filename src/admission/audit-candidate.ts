import type { EvidenceReport, LabelledReport } from '../spec/evidence.ts';
import type { CandidateInput } from './candidate.ts';
import { runGates } from './run-gates.ts';

/**
 * Puts a frozen candidate through the gates, its sealed audit cases among them, once; this is the report that counts.
 * @param labelled agreement with labelled sets, measured elsewhere
 * @param source hash of what was tested; the version where nothing is said
 */
export async function auditCandidate(
  input: CandidateInput,
  labelled: readonly LabelledReport[] = [],
  source?: string,
): Promise<EvidenceReport> {
  const { report } = await runGates(input, 'audit', labelled, source);
  return report;
}
