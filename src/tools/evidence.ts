import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type EvidenceReport, evidenceReport } from '../spec/evidence.ts';
import { sourceFiles, sourcePath } from './source-files.ts';

/** @returns the folder of a built-in tool */
export function toolFolder(id: string): string {
  return join(import.meta.dirname, id);
}

/** @returns the recorded report of a built-in tool, or null where there is none: such a tool is not routable */
export function readEvidence(id: string): EvidenceReport | null {
  const file = join(toolFolder(id), 'evidence.json');
  return existsSync(file) ? evidenceReport.parse(JSON.parse(readFileSync(file, 'utf8'))) : null;
}

/** @returns sha256 (16 hexadecimal digits) over everything that decides what a tool says, and its fixtures; of a checkout */
export function sourceHash(id: string): string {
  const hash = createHash('sha256');
  for (const file of sourceFiles(toolFolder(id)))
    hash.update(`${file}\n`).update(readFileSync(sourcePath(file)));
  return hash.digest('hex').slice(0, 16);
}

/** @returns the hash of a tool's source: in a checkout its own, in the published package that of its evidence */
export function sourceOf(id: string): string | null {
  return import.meta.filename.endsWith('.ts') ? sourceHash(id) : (readEvidence(id)?.source ?? null);
}
