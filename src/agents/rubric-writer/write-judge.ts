import { addJudge, type JudgeAdded, type KeepJudge } from '../../admission/added-tools/add-judge.ts';
import { judgeRecord } from '../../library/added-tools/judge-record.ts';
import { toolOf } from '../../library/added-tools/tool-of.ts';
import type { PublishPlace } from '../../library/registry/open-registry.ts';
import { type JudgeModel, openJudgeModel } from '../../models/judge-model.ts';
import type { ChatUsage } from '../../spec/chat-usage.ts';
import { type RubricOrder, type WrittenRubric, writeRubric } from './write-rubric.ts';

/** A rubric that an agent wrote, and what became of the judge that uses it. */
export interface JudgeWritten extends WrittenRubric {
  /** What its writer was asked. */
  readonly usage: ChatUsage;
  /** Admits the judge on the pairs that stayed sealed; `keep` is called in place of publishing it. */
  readonly admit: (keep?: KeepJudge) => Promise<JudgeAdded>;
}

/**
 * Has a rubric written for a kind by the configured model, which also judges by it.
 * @param secondModel gives a second opinion on the judge
 * @throws RlarError RLAR_INVALID_TOOL for too few pairs · RLAR_MODEL_…
 */
export async function writeJudge(
  place: PublishPlace,
  order: RubricOrder,
  model: JudgeModel,
  secondModel: string | null = null,
): Promise<JudgeWritten> {
  const writer = await openJudgeModel(model);
  const written = await writeRubric(writer, order, (each) => {
    const { record, sources } = judgeRecord(each, model);
    return toolOf(record, sources);
  });
  const { spec, heldOut } = written;
  return {
    ...written,
    usage: writer.usage,
    admit: (keep) => addJudge(place, spec, model, { pairs: heldOut, secondModel, ...(keep && { keep }) }),
  };
}

/** @returns the name of a judge that is written for a kind */
export function judgeIdFor(kind: string): string {
  return `rubric-${kind.replaceAll('.', '-')}`.slice(0, 40);
}
