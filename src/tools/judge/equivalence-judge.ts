import type { JudgeSpecOf } from '../../spec/judge-spec.ts';
import { eachRollout, inapplicable } from '../../spec/prepared-tool.ts';
import type { PreparedTool, ToolQuery } from '../../spec/tool.ts';
import { scored } from '../../spec/verdict.ts';
import { askVotes } from './ask-votes.ts';
import { askedJudge, type OpenModel } from './asked-judge.ts';
import { equivalenceQuestion } from './equivalence-question.ts';
import { guard } from './guard.ts';

/** Judges whether a response says one of the references: 1 or 0. */
export function equivalenceJudge(
  { votes, longest }: Pick<JudgeSpecOf<'equivalence'>, 'votes' | 'longest'>,
  query: ToolQuery,
  open: OpenModel,
): PreparedTool {
  if (query.references.every((text) => text.trim() === ''))
    return inapplicable('There is no reference with a word in it.');
  return eachRollout(({ text }, { signal }) => {
    const guarded = guard(text, query, { rubric: [], longest });
    if ('verdict' in guarded) return guarded.verdict;
    const { shown, facts, flags } = guarded;
    return askedJudge(open, { votes, signal }, async (asking, asked) => {
      const question = equivalenceQuestion(query, shown);
      const answers = await askVotes(question, (one, other) => one.same === other.same, asking);
      const same = answers.filter((answer) => answer.same).length > answers.length / 2;
      const { reason, says } = answers.find((answer) => answer.same === same)!;
      const evidence = { same, says, reason, ...facts, ...asked() };
      return { ...scored(same ? 1 : 0, evidence), ...(flags.length > 0 && { flags }) };
    });
  });
}
