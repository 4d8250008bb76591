import { z } from 'zod';
import { withoutThinking } from '../../../answers/thinking.ts';
import { scoreOne } from '../../../spec/prepared-tool.ts';
import type { Step } from '../../../spec/rollout.ts';
import type { PreparedTool } from '../../../spec/tool.ts';
import { exactAnswer } from '../../exact-answer/index.ts';
import { mathEquivalence } from '../../math-equivalence/index.ts';
import { ruleOf } from '../outcome.ts';

const names = z.array(z.string().min(1)).min(1).max(50);
const RIGHT = /\b(?:correct|right|agree|valid|accept)\b/gi;
const WRONG =
  /\b(?:incorrect|wrong|disagree|mistaken?|invalid|reject|error|(?:not|isn't|is not) (?:correct|right|valid))\b/gi;
const MARKED = /\bverdict\s{0,3}[:=]\s{0,3}\W{0,3}(\w+)/gi;

/**
 * Rewards of a discussion. A solution is paid where it is right, and a critique where it says the truth about the solution before it: a critic who
 * finds a fault that is there earns what the solution loses, and one who waves it through earns nothing. From “CoMAS” (2025), whose intrinsic rewards
 * come from the discussion of several agents, formulated by a judge; we know it by its abstract. Here a program that compares the solution with the
 * reference stands in the judge's place, so that a query without a reference is not scored.
 */
export const discussion = ruleOf(
  z.strictObject({
    solvers: names,
    critics: names,
    /** Whose messages make the value: the policy that is trained. All of them by default. */
    of: names.optional(),
    /** Right answers, in place of the query's references: those would be asked of the last message as well. */
    answers: names.optional(),
  }),
  ({ solvers, critics, of, answers }, asked) => {
    const query = { ...asked, references: answers ?? asked.references };
    if (query.references.length === 0)
      return 'the query has no reference, and a discussion without one needs a judge';
    const judges = [mathEquivalence.prepare(query, {}), exactAnswer.prepare(query, {})];
    return (_, steps) => {
      const scores = new Map<number, number>();
      const byAgent = new Map<string, number[]>();
      let solved: boolean | null = null;
      let speaker: string | null = null;
      for (const [index, step] of steps.entries()) {
        const { name = '', role, content } = step;
        if (role !== 'assistant') continue;
        const isSolver = solvers.includes(name);
        if (isSolver) solved = isRight(judges, step);
        else if (!critics.includes(name) || solved === null) continue;
        const score = Number(isSolver ? solved : saysRight(withoutThinking(content)) === solved);
        scores.set(index, score);
        const own = byAgent.get(name) ?? [];
        // Who speaks twice in a row has said one thing, so that nothing is won by saying it again.
        byAgent.set(name, [...(name === speaker ? own.slice(0, -1) : own), score]);
        speaker = name;
      }
      const counted = [...byAgent].flatMap(([name, list]) =>
        of === undefined || of.includes(name) ? list : [],
      );
      if (counted.length === 0)
        return { untold: 'no message of the discussion is by an agent that is judged' };
      const means = [...byAgent].slice(0, 20).map(([name, list]) => [name.slice(0, 50), mean(list)] as const);
      return { value: mean(counted), detail: { agents: Object.fromEntries(means) }, steps: scores };
    };
  },
);

function isRight(judges: readonly PreparedTool[], { content }: Step): boolean {
  return judges.some((judge) => {
    const verdict = scoreOne(judge, { text: content });
    return !(verdict instanceof Promise) && verdict.status === 'scored' && verdict.value === 1;
  });
}

/** @returns whether a critique calls the solution right, or wrong; null where it says neither, or both */
function saysRight(text: string): boolean | null {
  const marked = [...text.matchAll(MARKED)].at(-1)?.[1];
  const words = marked ?? text;
  const wrong = words.match(WRONG)?.length ?? 0;
  const right = (words.replace(WRONG, ' ').match(RIGHT)?.length ?? 0) > 0;
  if (wrong > 0 === right) return null;
  return right;
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
