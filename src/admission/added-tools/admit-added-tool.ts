import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { holdingJavaScript } from '../../library/added-tools/javascript-calls.ts';
import type { AddedTool, ToolSources } from '../../library/added-tools/record.ts';
import { toolOf } from '../../library/added-tools/tool-of.ts';
import type { TimedVerdict } from '../../scoring/job.ts';
import { RlarError } from '../../spec/errors.ts';
import type { EvidenceReport, LabelledReport } from '../../spec/evidence.ts';
import type { ToolDeclaration } from '../../spec/tool-card.ts';
import { auditCandidate } from '../audit-candidate.ts';
import type { CandidateInput, Case } from '../candidate.ts';
import { runCases } from '../run-cases.ts';
import { openSecond } from './open-second.ts';

/** The result of trying a tool on its samples. */
export interface Trial {
  readonly cases: readonly Case[];
  readonly verdicts: readonly TimedVerdict[];
  /** Null where the samples hold neither labels nor references of their own. Then the user vouches for the tool. */
  readonly evidence: EvidenceReport | null;
}

/** Settings of a trial beside the tool and its samples. */
export interface TrialSettings extends Pick<CandidateInput, 'onGate' | 'signal' | 'noise'> {
  /** A second verifier of the same thing: a file, or the id of a tool. */
  readonly second?: string;
  /** The library in which the id of a second verifier is looked up; absent: only built-in tools. */
  readonly home?: string | null;
}

/** Default seed of the split and of all random draws. */
const SEED = 20;

/** @returns the candidate that an added tool is to the gates */
export function candidateOf(
  record: AddedTool,
  sources: ToolSources,
  folder: string,
  cases: readonly Case[],
): CandidateInput {
  const { run } = record;
  if (run.language === 'adapter')
    throw new RlarError(
      'RLAR_INVALID_TOOL',
      `${record.declaration.id} is a reward model: its values have no middle, so the gates for programs do not apply; rlar models add probes it again`,
    );
  if (run.language === 'judge')
    throw new RlarError(
      'RLAR_INVALID_TOOL',
      `${record.declaration.id} is a judge: it is tried on labels and attacks of its own; rlar judges add tries it again`,
    );
  const fresh = () => toolOf(record, sources, folder);
  const own = run.language === 'python' && run.trust === 'own';
  const program = { language: run.language, source: sources.program, own };
  return { tool: fresh(), fresh, program, cases, seed: SEED };
}

/**
 * Tries a tool on samples, and puts it through the gates where they say what is right. Processes that were started for it
 * are ended behind it.
 * @param folder of the tool, in which its packages are
 * @throws RLAR_INVALID_TOOL, RLAR_NOT_FOUND, RLAR_FILE_UNREADABLE for a second verifier that cannot be opened
 */
export async function admitAddedTool(
  record: AddedTool,
  sources: ToolSources,
  folder: string,
  cases: readonly Case[],
  { second, home = null, ...more }: TrialSettings = {},
): Promise<Trial> {
  const input = { ...candidateOf(record, sources, folder, cases), ...more };
  if (second === undefined) return holdingJavaScript(() => tried(input, record, cases));
  const work = await mkdtemp(join(tmpdir(), 'rlar-second-'));
  try {
    const secondOpinion = await openSecond(second, { record, source: sources.program, work, home });
    return await holdingJavaScript(() => tried({ ...input, secondOpinion }, record, cases));
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

async function tried(input: CandidateInput, record: AddedTool, cases: readonly Case[]): Promise<Trial> {
  try {
    const shown = cases.filter((entry) => entry.origin !== 'reference');
    const verdicts = await runCases(input.tool, shown);
    if (cases.every((entry) => entry.origin === 'witness')) return { cases: shown, verdicts, evidence: null };
    const agreement = agreementWith(record.declaration, shown, verdicts);
    const evidence = await auditCandidate(input, agreement.items > 0 ? [agreement] : []);
    return { cases: shown, verdicts, evidence };
  } finally {
    await Promise.all([input.tool.close?.(), input.secondOpinion?.close?.()]);
  }
}

/** @returns agreement with labels. A score in the upper half of the range counts as right */
export function agreementWith(
  { range }: Pick<ToolDeclaration, 'range'>,
  cases: readonly Case[],
  verdicts: readonly TimedVerdict[],
): LabelledReport {
  const middle = (range[0] + range[1]) / 2;
  let [items, scored, falsePositives, falseNegatives] = [0, 0, 0, 0];
  for (const [index, { good, value }] of cases.entries()) {
    if (good === null && typeof value !== 'number') continue;
    items += 1;
    const { verdict } = verdicts[index]!;
    if (verdict.status !== 'scored') continue;
    scored += 1;
    const wanted = typeof value === 'number' ? value > middle : good;
    if (verdict.value > middle && !wanted) falsePositives += 1;
    if (verdict.value <= middle && wanted) falseNegatives += 1;
  }
  const right = scored - falsePositives - falseNegatives;
  const accuracy = items === 0 ? 0 : right / items;
  return { set: 'samples', items, scored, accuracy, falsePositives, falseNegatives };
}
