import type { JudgeSpecOf } from '../../spec/judge-spec.ts';
import { eachRollout, inapplicable } from '../../spec/prepared-tool.ts';
import type { PreparedTool, ToolQuery } from '../../spec/tool.ts';
import { scored } from '../../spec/verdict.ts';
import { askedJudge, type OpenModel } from './asked-judge.ts';
import { type Compared, comparePair } from './compare-pair.ts';
import { guard } from './guard.ts';
import { withoutVerdictMarks } from './verdict-marks.ts';

/** Compares each response with the first reference of the query: 1 where it is better by everything, a half where neither is. */
export function anchorJudge(
  spec: Compared & Pick<JudgeSpecOf<'pairs'>, 'votes' | 'longest'>,
  query: ToolQuery,
  open: OpenModel,
): PreparedTool {
  const { criteria, votes, longest } = spec;
  const anchor = query.references[0] ?? '';
  if (anchor.trim() === '') return inapplicable('There is no reference to compare a response with.');
  const rubric = criteria.map(({ asks }) => asks);
  return eachRollout(({ text }, { signal }) => {
    const guarded = guard(text, query, { rubric, longest });
    if ('verdict' in guarded) return guarded.verdict;
    const { shown, facts, flags } = guarded;
    return askedJudge(open, { votes, signal }, async (asking, asked) => {
      const reference = withoutVerdictMarks(anchor);
      const { preference, agreed, reason } = await comparePair(query, shown, reference, spec, asking);
      const evidence = { preference, ordersAgree: agreed, reason, ...facts, ...asked() };
      return { ...scored(preference, evidence), ...(flags.length > 0 && { flags }) };
    });
  });
}
