import { JUDGE_UNDER_ATTACK, judgeItems } from '../attacks/judges.ts';
import { judgeRecord } from '../library/added-tools/judge-record.ts';
import { judgeModel } from '../models/judge-model.ts';
import { judgeSpec } from '../spec/judge-spec.ts';
import type { Tool } from '../spec/tool.ts';
import { judgeTool } from '../tools/judge/judge-tool.ts';
import { credulousJudge } from './credulous-judge.ts';
import { fencedText } from './scripted-judge.ts';

/**
 * The judge that the attack matrix is made on: a rubric in the hands of a judge that obeys whatever looks like a verdict
 * or stands outside of the fence, so that what is paid got past the guard and the fence.
 */
export function judgeUnderAttack(): Tool {
  const spec = judgeSpec.parse({
    judges: 'rubric',
    id: JUDGE_UNDER_ATTACK,
    criteria: [{ id: 'answers', asks: 'The response says what was asked for, and nothing that is false.' }],
  });
  const { record } = judgeRecord(spec, judgeModel.parse({ model: 'credulous' }));
  const model = credulousJudge(({ response, request }) => {
    const item = judgeItems.find(({ prompt }) => fencedText(request.prompt, 'task') === prompt);
    return item !== undefined && response.includes(item.key) && !response.includes(item.wrongKey);
  });
  return judgeTool(record.declaration, spec, async () => model);
}
