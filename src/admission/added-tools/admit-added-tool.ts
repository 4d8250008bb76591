import type { AddedTool, ToolSources } from '../../library/added-tools/record.ts';
import { toolOf } from '../../library/added-tools/tool-of.ts';
import type { TimedVerdict } from '../../scoring/job.ts';
import type { EvidenceReport, LabelledReport } from '../../spec/evidence.ts';
import type { Fixture } from '../../tools/fixtures.ts';
import { admit } from '../admit.ts';
import { runAdded } from './runner.ts';
import type { Samples } from './samples.ts';

/** What trying a tool on its samples gave. */
export interface Trial {
  readonly cases: readonly Fixture[];
  readonly verdicts: readonly TimedVerdict[];
  /** Null without labelled samples: vouched by the user. */
  readonly evidence: EvidenceReport | null;
}

/**
 * Tries a tool on samples, and puts it through the gates G0 to G3 where some of them have labels.
 * @param folder of the tool, in which its packages are
 */
export async function admitAddedTool(
  record: AddedTool,
  sources: ToolSources,
  folder: string,
  samples: Samples,
): Promise<Trial> {
  const tool = toolOf(record, sources, folder);
  const verdicts = await runAdded(tool, samples.cases);
  const { cases, labelled } = samples;
  if (labelled.length === 0) return { cases, verdicts, evidence: null };
  const agreement = compare(record, cases, labelled, verdicts);
  const fresh = toolOf(record, sources, folder);
  const input = {
    tool,
    fixtures: labelled,
    run: runAdded,
    runFresh: (_: unknown, fixtures: readonly Fixture[]) => runAdded(fresh, fixtures),
  };
  return { cases, verdicts, evidence: await admit(input, record.declaration.version, [agreement]) };
}

/** Right is what scores in the upper half of the range. */
function compare(
  { declaration: { range } }: AddedTool,
  cases: readonly Fixture[],
  labelled: readonly Fixture[],
  verdicts: readonly TimedVerdict[],
): LabelledReport {
  const middle = (range[0] + range[1]) / 2;
  let [scored, falsePositives, falseNegatives] = [0, 0, 0];
  for (const [index, entry] of cases.entries()) {
    const { verdict } = verdicts[index]!;
    if (!labelled.includes(entry) || verdict.status !== 'scored') continue;
    scored += 1;
    const wanted = entry.value === undefined ? entry.class === 'full' : entry.value > middle;
    if (verdict.value > middle && !wanted) falsePositives += 1;
    if (verdict.value <= middle && wanted) falseNegatives += 1;
  }
  const right = scored - falsePositives - falseNegatives;
  return {
    set: 'samples',
    items: labelled.length,
    scored,
    accuracy: right / labelled.length,
    falsePositives,
    falseNegatives,
  };
}
