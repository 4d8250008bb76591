import { existsSync } from 'node:fs';
import { judgeRecord } from '../../library/added-tools/judge-record.ts';
import { toolOf } from '../../library/added-tools/tool-of.ts';
import type { Library } from '../../library/library.ts';
import type { JudgeModel } from '../../models/judge-model.ts';
import { RlarError } from '../../spec/errors.ts';
import type { JudgeSpec } from '../../spec/judge-spec.ts';
import type { Tool } from '../../spec/tool.ts';
import type { ScorePair } from './gates-of-pairs.ts';
import { judgeScores } from './judge-verdicts.ts';
import type { PreferencePair } from './preference-pairs.ts';
import type { JudgeTrial } from './try-judge.ts';

/** The judge that is tried, and where another one may be found. */
interface Tried {
  /** Reads a file of labelled pairs. */
  readonly pairsOf: (file: string) => Promise<readonly PreferencePair[]>;
  readonly spec: JudgeSpec;
  readonly model: JudgeModel;
  readonly library: Library;
}

/**
 * Opens who gives a second opinion on a judge.
 * @param named a file of the same pairs as other people labelled them · the id of a judge of the library · the name of another
 * model, which is then asked the same
 * @throws RLAR_INVALID_TOOL where it is the judge itself or its own model · RLAR_FILE_UNREADABLE
 */
export async function secondJudge(
  named: string,
  { spec, model, library, pairsOf }: Tried,
): Promise<NonNullable<JudgeTrial['second']>> {
  if (existsSync(named)) return { name: `the labels of ${named}`, scores: labelled(await pairsOf(named)) };
  const entry = library.get(named);
  if (entry) {
    if (entry.card.type !== 'judge' || named === spec.id)
      throw new RlarError('RLAR_INVALID_TOOL', `--second ${named}: it is no other judge`);
    return { name: named, scores: judgeScores(entry.tool) };
  }
  if (named === model.model)
    throw new RlarError(
      'RLAR_INVALID_TOOL',
      `--second ${named}: that is the judge’s own model, which has been heard`,
    );
  const { name, tool } = otherModel(spec, model, named);
  return { name, scores: judgeScores(tool) };
}

/** @returns a judge that asks another model at the same endpoint the same questions, and what to call it */
export function otherModel(
  spec: JudgeSpec,
  model: JudgeModel,
  named: string,
): { readonly name: string; readonly tool: Tool } {
  const { record, sources } = judgeRecord(spec, { ...model, model: named });
  return { name: `the same questions to ${named}`, tool: toolOf(record, sources) };
}

/** People who labelled the same pairs: which response they prefer, in whatever order theirs stand. */
function labelled(others: readonly PreferencePair[]): ScorePair {
  const key = (prompt: string, one: string, other: string) => JSON.stringify([prompt, one, other]);
  const preferred = new Set(others.map(({ prompt, chosen, rejected }) => key(prompt, chosen, rejected)));
  return async ({ prompt, chosen, rejected }, responses) => {
    const here = preferred.has(key(prompt, chosen, rejected));
    const turned = preferred.has(key(prompt, rejected, chosen));
    if (here === turned) return responses.map(() => null);
    return responses.map((text) => Number((text === chosen) === here));
  };
}
