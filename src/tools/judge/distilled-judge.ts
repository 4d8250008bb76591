import type { DistilledClassifier, JudgeSpecOf } from '../../spec/judge-spec.ts';
import { eachRollout } from '../../spec/prepared-tool.ts';
import type { PreparedTool, ToolQuery } from '../../spec/tool.ts';
import { scored } from '../../spec/verdict.ts';
import { featuresOf, likelihoodOf, unpackedModel } from './distilled.ts';
import { guard } from './guard.ts';

/**
 * The classifier that learned from a judge (the hash, classifier and model of ONI, arXiv 2410.23022). It says good or not good; of
 * what it is not sure it tells by `splits`, so that the group goes to the judge.
 */
export function distilledJudge(
  classifier: DistilledClassifier,
  { criteria, longest }: Pick<JudgeSpecOf<'rubric'>, 'criteria' | 'longest'>,
  query: ToolQuery,
): PreparedTool {
  const model = unpackedModel(classifier);
  const rubric = criteria.map(({ asks }) => asks);
  return eachRollout(({ text }) => {
    const guarded = guard(text, query, { rubric, longest });
    if ('verdict' in guarded) return guarded.verdict;
    const likely = likelihoodOf(model, featuresOf(query.prompt, guarded.shown));
    const isSure = isSureOf(classifier, likely);
    const evidence = { likely: Number(likely.toFixed(4)), ...guarded.facts, ...(!isSure && { splits: 1 }) };
    const { flags } = guarded;
    return { ...scored(likely > 0.5 ? 1 : 0, evidence), ...(flags.length > 0 && { flags }) };
  });
}

/** Whether a classifier may decide by itself. */
export function isSureOf(
  { sure, decides }: Pick<DistilledClassifier, 'sure' | 'decides'>,
  likely: number,
): boolean {
  return likely <= 1 - sure || (decides === 'both' && likely >= sure);
}
