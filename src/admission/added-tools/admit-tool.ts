import type { Config } from '../../config.ts';
import type { EvidenceReport, GateReport } from '../../spec/evidence.ts';

/** Labels of the caller's own, as evidence of a tool of the library. */
export async function admitTool(
  _config: Pick<Config, 'home' | 'tools'>,
  _id: string,
  _options: { readonly samples: readonly string[]; readonly onGate?: (report: GateReport) => void },
): Promise<EvidenceReport> {
  throw new Error('under way');
}
