import { withoutThinking } from '../../answers/thinking.ts';
import type { JudgeSpecOf } from '../../spec/judge-spec.ts';
import { eachRollout } from '../../spec/prepared-tool.ts';
import type { PreparedTool, ToolQuery } from '../../spec/tool.ts';
import { scored } from '../../spec/verdict.ts';
import { askVotes } from './ask-votes.ts';
import { askedJudge, type OpenModel } from './asked-judge.ts';
import { SPOKE } from './guard.ts';
import { successQuestion } from './success-question.ts';
import { transcriptOf } from './transcript.ts';

/**
 * Judges without a reference whether a task was done, by what the trajectory shows (the evaluator of PAE, arXiv 2412.13194):
 * 1 or 0. A verdict that it was done names a step and words of it, and these are looked for. A trajectory in which nothing
 * was done or said earns 0 without a question.
 */
export function successJudge(
  { votes, longest }: Pick<JudgeSpecOf<'success'>, 'votes' | 'longest'>,
  query: ToolQuery,
  open: OpenModel,
): PreparedTool {
  return eachRollout(({ text, steps }, { signal }) => {
    const said = { text: withoutThinking(text), ...(steps && { steps }) };
    const transcript = transcriptOf(said, query, longest);
    const { appeals } = transcript;
    const flags = appeals > 0 ? { flags: [SPOKE] } : {};
    const facts = { steps: transcript.steps.length, ...(appeals > 0 && { wordsToJudge: appeals }) };
    if (transcript.steps.every((step) => /^\w+:\s*$/.test(step)))
      return { ...scored(0, { guard: 'nothing was done or said', ...facts, questions: 0 }), ...flags };
    return askedJudge(open, { votes, signal }, async (asking, asked) => {
      const question = successQuestion(query, transcript);
      const answers = await askVotes(question, (one, other) => one.done === other.done, asking);
      const done = answers.filter((answer) => answer.done).length > answers.length / 2;
      const { reason, step, quote } = answers.find((answer) => answer.done === done)!;
      const shown = { done, reason, ...(step > 0 && { step, quote }) };
      return { ...scored(done ? 1 : 0, { ...shown, ...facts, ...asked() }), ...flags };
    });
  });
}
