import type { Step } from '../../spec/rollout.ts';
import { viewText } from '../../text/writing/text-view.ts';
import type { WritingTask } from '../../text/writing/writing-task.ts';

/** A step with fewer words than this share of the original's is an outline, a review or talk, and no draft. */
const DRAFT = 0.3;
const DRAFT_WITHOUT_ORIGINAL = 60;

/**
 * Rates the drafts of a trace (outline, draft, review, refine): what the text would earn that stands after each step. A
 * step that writes no draft leaves it as it is, so that the differences pay drafts and refinements for what they add.
 * @param rate what a draft earns as an answer
 */
export function stepValues(
  steps: readonly Step[],
  task: WritingTask,
  original: string | undefined,
  rate: (text: string) => number,
): number[] {
  const wanted =
    original === undefined ? DRAFT_WITHOUT_ORIGINAL : DRAFT * viewText(original, task.language).words.length;
  let now = 0;
  return steps.map(({ role, content }) => {
    if (role === 'assistant' && viewText(content, task.language).words.length >= wanted) now = rate(content);
    return now;
  });
}
