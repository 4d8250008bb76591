import { z } from 'zod';
import { withoutThinking } from '../../answers/thinking.ts';
import type { JudgeSpecOf } from '../../spec/judge-spec.ts';
import { eachRollout } from '../../spec/prepared-tool.ts';
import type { PreparedTool, ToolQuery } from '../../spec/tool.ts';
import { scored, type Verdict } from '../../spec/verdict.ts';
import { jsonInProse } from '../../text/find-json.ts';
import { askVotes } from './ask-votes.ts';
import { askedJudge, type OpenModel } from './asked-judge.ts';
import { evidenceQuestion } from './evidence-question.ts';
import { standsIn } from './stands-in.ts';
import { transcriptOf } from './transcript.ts';

const contract = z.object({
  evidence: z
    .array(z.object({ step: z.int().min(1), quote: z.string().min(1).max(2_000) }))
    .min(1)
    .max(50),
});

type Spec = Pick<JudgeSpecOf<'evidence'>, 'votes' | 'free' | 'each'>;

/** Characters of a trajectory's steps; a judge is never shown them, so that there is no limit to speak of. */
const WHOLE = 10_000_000;

/**
 * Judges a task by the evidence that the response names out of its own trajectory, and by nothing else (the contract of SmartSnap, 2025),
 * so that a long trajectory costs no more than its evidence. A program looks first: evidence that does not
 * stand in the trajectory earns 0, as does a response that names none, and no model is asked. Then: 0 where the evidence does not
 * show that the task was done; else the share of it that has to do with the task (Completeness, and what of it is to the
 * point), less what each piece beyond the free ones costs (Conciseness). Evidence that the policy made by steps of its own
 * counts as any other (Creativity).
 */
export function evidenceJudge({ votes, free, each }: Spec, query: ToolQuery, open: OpenModel): PreparedTool {
  return eachRollout(({ text, steps }, { signal }) => {
    const named = jsonInProse(withoutThinking(text))
      .map((value) => contract.safeParse(value))
      .findLast(({ success }) => success)?.data?.evidence;
    if (!named) return floor('the response names no evidence, as {"evidence": [{"step": 3, "quote": "…"}]}');
    const all = (steps ?? []).map(
      (step) => transcriptOf({ text: '', steps: [step] }, query, WHOLE).steps[0]!,
    );
    const wrong = named.findIndex(({ step, quote }) => !standsIn(quote, all[step - 1] ?? ''));
    if (wrong >= 0)
      return floor(`what it names of step ${named[wrong]!.step} does not stand there`, { made: wrong + 1 });
    const shown = named.map(({ step, quote }) => ({ step, quote, role: steps![step - 1]!.role }));
    return askedJudge(open, { votes, signal }, async (asking, asked) => {
      const question = evidenceQuestion(query, shown);
      const answers = await askVotes(question, (one, other) => one.shows === other.shows, asking);
      const shows = answers.filter((answer) => answer.shows).length > answers.length / 2;
      const { reason, beside } = answers.find((answer) => answer.shows === shows)!;
      const toThePoint = (shown.length - beside.length) / shown.length;
      const value = shows ? Math.max(0, toThePoint - each * Math.max(0, shown.length - free)) : 0;
      const rounded = Math.round(1e6 * value) / 1e6;
      return scored(rounded, { shows, reason, pieces: shown.length, beside: [...beside], ...asked() });
    });
  });
}

function floor(why: string, facts: { readonly made?: number } = {}): Verdict {
  return scored(0, { guard: why, ...facts, questions: 0 });
}
