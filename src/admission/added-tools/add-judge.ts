import { judgeRecord } from '../../library/added-tools/judge-record.ts';
import { toolOf } from '../../library/added-tools/tool-of.ts';
import type { PublishPlace } from '../../library/registry/open-registry.ts';
import { keepRefusedTool, publishTool } from '../../library/registry/publish.ts';
import type { JudgeModel } from '../../models/judge-model.ts';
import type { EvidenceReport } from '../../spec/evidence.ts';
import type { JudgeSpec } from '../../spec/judge-spec.ts';
import type { ToolDeclaration } from '../../spec/tool-card.ts';
import type { PreferencePair } from './preference-pairs.ts';
import { tryJudge } from './try-judge.ts';

/** What became of a judge that was to be added. A refused one is kept outside of the library, with its report. */
export interface JudgeAdded {
  readonly declaration: ToolDeclaration;
  readonly evidence: EvidenceReport;
}

/**
 * Tries a judge, on labelled pairs where there are some, and publishes it as a tool. It is provisional: gates remain that
 * have no question for it yet, so that a run must allow it, or a row pin it.
 * @throws RlarError of its model · RLAR_INVALID_TOOL where its id is taken
 */
export async function addJudge(
  place: PublishPlace,
  spec: JudgeSpec,
  model: JudgeModel,
  pairs: readonly PreferencePair[] = [],
): Promise<JudgeAdded> {
  const { record, sources } = judgeRecord(spec, model);
  const gates = await tryJudge(toolOf(record, sources), pairs);
  const { declaration } = record;
  const failed = gates.find(({ outcome }) => outcome === 'failed');
  const evidence: EvidenceReport = {
    tool: declaration.id,
    version: declaration.version,
    source: declaration.version,
    gates,
    labelled: [],
    admitted: !failed,
    provisional: !failed,
  };
  const files = { record, sources, evidence };
  if (failed) await keepRefusedTool(place, files, { by: 'user', reason: failed.reason ?? failed.name });
  else await publishTool(place, files, { by: 'user', reason: `rlar judges add ${declaration.id}` });
  return { declaration, evidence };
}
