import type { Step } from '../../spec/rollout.ts';
import type { ToolRollout } from '../../spec/tool.ts';

/** @returns the steps of a rollout; a mere text is one step, in which the policy only spoke */
export function stepsOf({ text, steps }: ToolRollout): readonly Step[] {
  return steps && steps.length > 0 ? steps : [{ role: 'assistant', content: text }];
}
