import type { JudgeSpecOf } from '../../spec/judge-spec.ts';
import { eachRollout } from '../../spec/prepared-tool.ts';
import type { PreparedTool, ToolQuery } from '../../spec/tool.ts';
import { scored } from '../../spec/verdict.ts';
import { askedJudge, type OpenModel } from './asked-judge.ts';
import type { ShownBeside } from './criteria-question.ts';
import { guard } from './guard.ts';
import { type CriteriaAsked, judgeCriteria } from './judge-criteria.ts';
import { rubricVerdict } from './rubric-verdict.ts';

/** The part of a rubric that decides a verdict. */
export type Rubric = CriteriaAsked & Pick<JudgeSpecOf<'rubric'>, 'votes' | 'longest'>;

/**
 * Judges each response by itself, criterion by criterion.
 * @param own texts that a response may not get by with by repeating them; by default the words of the criteria
 */
export function rubricJudge(
  rubric: Rubric,
  query: ToolQuery,
  open: OpenModel,
  beside: ShownBeside = {},
  own: readonly string[] = rubric.criteria.map(({ asks }) => asks),
): PreparedTool {
  const { criteria, votes, longest } = rubric;
  return eachRollout(({ text }, { signal }) => {
    const guarded = guard(text, query, { rubric: own, longest });
    if ('verdict' in guarded) return guarded.verdict;
    const { shown, facts, flags } = guarded;
    return askedJudge(open, { votes, signal }, async (asking, asked) => {
      const { value, evidence } = rubricVerdict(
        criteria,
        await judgeCriteria(rubric, query, shown, beside, asking),
      );
      return { ...scored(value, { ...evidence, ...facts, ...asked() }), ...(flags.length > 0 && { flags }) };
    });
  });
}
