import type { Step } from '../../spec/rollout.ts';
import { table } from '../../spec/table.ts';
import type { ToolRollout } from '../../spec/tool.ts';
import type { TrajectoryEdit } from './trajectory-pairs.ts';

/** Edits after which a trajectory is worth the same. */
export const KEEPING_TRAJECTORY = table<TrajectoryEdit>({
  'space around what is said': (rollout) => saidAs(rollout, (text) => `\n${text.trim()}  \n`),
  'one line a sentence': (rollout) => saidAs(rollout, (text) => text.replace(/([.!?]) +/g, '$1\n')),
});

/** Edits after which it is worth less: nothing of it shows that the task was done. */
export const SPOILING_TRAJECTORY = table<TrajectoryEdit>({
  'its last words alone': ({ text, steps }) =>
    steps ? { text, steps: [{ role: 'assistant', content: text }] } : { text },
  'results without a word': (rollout) =>
    withSteps(rollout, (step) => (isResult(step) ? emptied(step) : step)),
});

function saidAs(rollout: ToolRollout, edit: (text: string) => string): ToolRollout {
  const text = rollout.text === '' ? '' : edit(rollout.text);
  const say = (step: Step): Step =>
    step.role === 'assistant' && step.content.trim() !== ''
      ? { ...step, content: step.content === rollout.text ? text : edit(step.content) }
      : step;
  return { ...withSteps(rollout, say), text };
}

function withSteps(rollout: ToolRollout, of: (step: Step) => Step): ToolRollout {
  return rollout.steps ? { ...rollout, steps: rollout.steps.map(of) } : rollout;
}

function isResult({ role, observation }: Step): boolean {
  return role === 'tool' || observation !== undefined;
}

function emptied({ observation: _, ...step }: Step): Step {
  return { ...step, content: step.role === 'tool' ? '' : step.content };
}
