import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type EvidenceReport, evidenceReport } from '../spec/evidence.ts';

/** @returns the folder of a built-in tool */
export function toolFolder(id: string): string {
  return join(import.meta.dirname, id);
}

/** @returns the recorded report of a built-in tool, or null where there is none: such a tool is not routable */
export function readEvidence(id: string): EvidenceReport | null {
  const file = join(toolFolder(id), 'evidence.json');
  return existsSync(file) ? evidenceReport.parse(JSON.parse(readFileSync(file, 'utf8'))) : null;
}
