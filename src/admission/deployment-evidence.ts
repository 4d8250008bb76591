import { type EvidenceReport, evidenceReport } from '../spec/evidence.ts';
import type { HomeFiles } from '../store/home-files.ts';

/** Evidence about built-in tools from a deployment's own data: a file for each tool. */
const FOLDER = 'evidence';
const NAME = /^\w[\w.-]*\.json$/;

/** @returns the deployment's own report of a tool; null where there is none, or it is of another source */
type OwnEvidence = (id: string, source: string | undefined) => EvidenceReport | null;

/** Reads the deployment's own reports. A file that is none is left where it is. */
export async function readDeploymentEvidence(files: HomeFiles): Promise<OwnEvidence> {
  const reports = new Map<string, EvidenceReport>();
  const names = (await files.list(FOLDER)).filter((name) => NAME.test(name));
  const texts = await files.readAll(names.map((name) => `${FOLDER}/${name}`));
  for (const [at, name] of names.entries()) {
    const report = reportOf(texts[at] ?? null);
    if (report && name === `${report.tool}.json`) reports.set(report.tool, report);
  }
  return (id, source) => {
    const report = reports.get(id);
    return report && report.source === source ? report : null;
  };
}

/** Keeps a report beside the tools of a deployment; the package is left as it is. */
export function writeDeploymentEvidence(files: HomeFiles, report: EvidenceReport): Promise<void> {
  return files.write(`${FOLDER}/${report.tool}.json`, `${JSON.stringify(report, null, 2)}\n`);
}

function reportOf(text: string | null): EvidenceReport | null {
  try {
    return text === null ? null : evidenceReport.parse(JSON.parse(text));
  } catch {
    return null;
  }
}
