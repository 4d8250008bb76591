import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type EvidenceReport, evidenceReport } from '../spec/evidence.ts';
import { makeFolder } from '../store/make-folder.ts';
import { writeWhole } from '../store/write-whole.ts';

/** Evidence about a built-in tool from a deployment's own data: `HOME/evidence/ID.json`. */
function fileOf(home: string, id: string): string {
  return join(home, 'evidence', `${id}.json`);
}

/** @returns the deployment's own report of a built-in tool; null where there is none, or it is of another source */
export function readDeploymentEvidence(
  home: string,
  id: string,
  source: string | undefined,
): EvidenceReport | null {
  const file = fileOf(home, id);
  if (!existsSync(file)) return null;
  const parsed = evidenceReport.safeParse(JSON.parse(readFileSync(file, 'utf8')));
  return parsed.success && parsed.data.source === source ? parsed.data : null;
}

/** Keeps a report beside the tools of a deployment; the package is left as it is. */
export function writeDeploymentEvidence(home: string, report: EvidenceReport): void {
  makeFolder(join(home, 'evidence'));
  writeWhole(fileOf(home, report.tool), `${JSON.stringify(report, null, 2)}\n`);
}
