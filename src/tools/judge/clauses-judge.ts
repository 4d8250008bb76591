import { z } from 'zod';
import type { Criterion, JudgeSpecOf } from '../../spec/judge-spec.ts';
import { inapplicable } from '../../spec/prepared-tool.ts';
import type { PreparedTool, ToolQuery } from '../../spec/tool.ts';
import type { OpenModel } from './asked-judge.ts';
import { rubricJudge } from './rubric-judge.ts';

/** What an assignment tells a judge of clauses: the words of the demands that no program reads. */
export const clausesOptions = z.strictObject({ clauses: z.array(z.string().max(2_000)).max(40).default([]) });

/** Judges demands in their own words, each by itself: 1 where all of them are met, else 0. */
export function clausesJudge(
  { votes, longest }: Pick<JudgeSpecOf<'clauses'>, 'votes' | 'longest'>,
  query: ToolQuery,
  clauses: readonly string[],
  open: OpenModel,
): PreparedTool {
  if (clauses.length === 0) return inapplicable('There is no demand that only a judge can tell.');
  const criteria = clausesCriteria(clauses.length);
  return rubricJudge({ criteria, apart: true, votes, longest }, query, open, { demands: clauses }, []);
}

/** @returns one criterion for each demand; a demand is spoken of by its number, and never in our own voice */
export function clausesCriteria(count: number): Criterion[] {
  return Array.from({ length: count }, (_, at) => ({
    id: `demand-${at + 1}`,
    asks: `It does all that number ${at + 1} of the demands wants of a response. Where that number wants nothing of the response (it tells a story, describes a scene, says what the task is about), this holds.`,
    weight: 1,
    hard: true,
    quote: false,
    after: [],
  }));
}
