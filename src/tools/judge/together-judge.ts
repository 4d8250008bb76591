import { hash } from 'node:crypto';
import type { JudgeSpecOf } from '../../spec/judge-spec.ts';
import type { PreparedTool, ToolQuery } from '../../spec/tool.ts';
import { scored, type Verdict } from '../../spec/verdict.ts';
import { askVotes } from './ask-votes.ts';
import { askedJudge, type OpenModel } from './asked-judge.ts';
import type { CriteriaAnswer, ShownBeside } from './criteria-question.ts';
import { guard } from './guard.ts';
import { sameAnswers, settledAnswers } from './judge-criteria.ts';
import { rubricVerdict } from './rubric-verdict.ts';
import { togetherQuestion } from './together-question.ts';

type Spec = Pick<JudgeSpecOf<'rubric'>, 'criteria' | 'votes' | 'longest' | 'together'>;

/**
 * Judges the responses of a group several to a question, so that task, rubric and references are paid once for all of them. The
 * order of the responses in a question is made from what they say; equal ones take part once. One answer that is none fails
 * the whole group.
 */
export function togetherJudge(
  spec: Spec,
  query: ToolQuery,
  open: OpenModel,
  beside: ShownBeside,
): PreparedTool {
  const { criteria, votes, longest, together = 2 } = spec;
  const rubric = criteria.map(({ asks }) => asks);
  return {
    async score(rollouts, { signal }) {
      const guarded = rollouts.map(({ text }) => guard(text, query, { rubric, longest }));
      const texts = [...new Set(guarded.flatMap((entry) => ('shown' in entry ? [entry.shown] : [])))];
      const list = texts.toSorted((one, other) => (keyOf(one) < keyOf(other) ? -1 : 1));
      if (list.length === 0) return guarded.map((entry) => ('verdict' in entry ? entry.verdict : scored(0)));
      const chunks = Array.from({ length: Math.ceil(list.length / together) }, (_, at) =>
        list.slice(at * together, (at + 1) * together),
      );
      const outcome = await askedJudge(open, { votes, signal }, async (asking, asked) => {
        const found = new Map<string, CriteriaAnswer>();
        await Promise.all(
          chunks.map(async (chunk) => {
            const question = togetherQuestion(query, chunk, criteria, beside);
            const same = (one: CriteriaAnswer[], other: CriteriaAnswer[]) =>
              one.every((answer, at) => sameAnswers(answer, other[at]!));
            const answers = await askVotes(question, same, asking);
            for (const [at, text] of chunk.entries())
              found.set(
                text,
                settledAnswers(
                  criteria,
                  answers.map((answer) => answer[at]!),
                ),
              );
          }),
        );
        return { ...scored(0, asked()), found };
      });
      const { usage, ...rest } = outcome;
      const once = (at: number) => (usage && at === 0 ? { usage } : {});
      return guarded.map((entry, at): Verdict => {
        if ('verdict' in entry) return { ...entry.verdict, ...once(at) };
        if (!('found' in outcome)) return { ...rest, ...once(at) };
        const findings = new Map(Object.entries(outcome.found.get(entry.shown)!));
        const { value, evidence } = rubricVerdict(criteria, findings);
        const { facts, flags } = entry;
        const said = { ...evidence, ...facts, together: list.length, ...outcome.evidence };
        return { ...scored(value, said), ...(flags.length > 0 && { flags }), ...once(at) };
      });
    },
  };
}

function keyOf(text: string): string {
  return hash('sha256', text, 'hex');
}
