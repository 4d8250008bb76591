import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadToolVersion } from '../../library/added-tools/load-added-tools.ts';
import { publishedCard, publishTool } from '../../library/registry/publish.ts';
import { RlarError } from '../../spec/errors.ts';
import type { EvidenceReport, GateReport, LabelledReport } from '../../spec/evidence.ts';
import type { Tool } from '../../spec/tool.ts';
import { withHomeFiles } from '../../store/open-registry.ts';
import { readEvidence, toolFolder } from '../../tools/evidence.ts';
import { builtInTools } from '../../tools/index.ts';
import { admitBuiltIn } from '../admit-built-in.ts';
import type { Case } from '../candidate.ts';
import { readDeploymentEvidence, writeDeploymentEvidence } from '../deployment-evidence.ts';
import { runCases } from '../run-cases.ts';
import { admitAddedTool, agreementWith } from './admit-added-tool.ts';
import { readSampleFile, readSamples, type SampleSettings } from './samples.ts';

interface AdmitToolOptions {
  /** Rows as in docs/input.md, with `correct` or `reward`. */
  readonly samples: readonly string[];
  /** The share of labels that may be wrong; 0 where it is not said. */
  readonly noise?: number;
  /** A second verifier of the same thing, for an added tool: a file, or the id of a tool. */
  readonly second?: string;
  readonly onGate?: (report: GateReport) => void;
}

/**
 * Puts a tool of the library through the gates again, with a caller's labels as further evidence, and keeps the report:
 * of an added tool in the library, of a built-in one in the folder `evidence` of the home.
 * @throws RLAR_NOT_FOUND, RLAR_FILE_UNREADABLE
 */
export async function admitTool(
  { home }: { readonly home: string | null },
  id: string,
  { samples, second, ...more }: AdmitToolOptions,
): Promise<EvidenceReport> {
  const files = samples.map((path) => ({ path, text: readSampleFile(path) }));
  const read = (settings: SampleSettings): Case[] =>
    files.flatMap(({ path, text }) => readSamples(path, text, settings));
  const builtIn = builtInTools.find((tool) => tool.declaration.id === id);
  if (builtIn && second !== undefined)
    throw new RlarError(
      'RLAR_INVALID_TOOL',
      `${id} is a built-in tool: a second verifier is for functions of yours`,
    );
  if (builtIn) return admitOwn(builtIn, home, read(builtIn.declaration), more);
  if (home === null) throw new RlarError('RLAR_NOT_FOUND', `no tool ${id}; rlar tools list shows them`);
  const { version } = await publishedCard({ home }, id);
  const { record, sources, folder } = loadToolVersion(home, id, version);
  const kept = join(folder, 'samples.jsonl');
  const before = existsSync(kept) ? readSamples(kept, readFileSync(kept, 'utf8'), record.declaration) : [];
  const cases = [...before, ...read(record.declaration)];
  if (cases.length === 0)
    throw new RlarError(
      'RLAR_FILE_UNREADABLE',
      `${id} has no samples: say what to try it on with --labelled FILE`,
    );
  const { evidence } = await admitAddedTool(record, sources, folder, cases, {
    ...more,
    home,
    ...(second !== undefined && { second }),
  });
  if (!evidence)
    throw new RlarError('RLAR_FILE_UNREADABLE', 'the samples hold neither labels nor references');
  await publishTool({ home }, { record, sources, evidence }, { by: 'user', reason: `rlar admit ${id}` });
  return evidence;
}

/** The fixtures of a built-in tool are in the repository alone: in the package its recorded gates stand, with the labels beside. */
async function admitOwn(
  tool: Tool,
  home: string | null,
  cases: readonly Case[],
  more: Omit<AdmitToolOptions, 'samples' | 'second'>,
): Promise<EvidenceReport> {
  const { id } = tool.declaration;
  const recorded = readEvidence(id);
  const own = home === null ? null : await withHomeFiles(home, readDeploymentEvidence);
  const earlier = own?.(id, recorded?.source)?.labelled ?? recorded?.labelled ?? [];
  const labelled: LabelledReport[] = earlier.filter(({ set }) => set !== 'samples');
  const agreement = agreementWith(tool.declaration, cases, await runCases(tool, cases));
  if (agreement.items > 0) labelled.push(agreement);
  const report =
    recorded && !existsSync(join(toolFolder(id), 'fixtures.jsonl'))
      ? { ...recorded, labelled }
      : await admitBuiltIn(tool, labelled, cases, more);
  if (home !== null && cases.length > 0)
    await withHomeFiles(home, (files) => writeDeploymentEvidence(files, report));
  return report;
}
