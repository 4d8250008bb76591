import { withoutThinking } from '../answers/thinking.ts';
import type { ToolRollout } from '../spec/tool.ts';
import type { ToolDeclaration } from '../spec/tool-card.ts';

/** The parts of a rollout that only some tools are shown. */
interface Shown {
  /**
   * True: the tool sees the thinking of a response. Thinking is not a part of the answer, so only tools of form and a
   * user's own functions see it.
   */
  readonly thinking: boolean;
  readonly meta: boolean;
}

/**
 * @returns the parts of a rollout that a tool is shown. Hidden parts change neither its verdict nor the verdict's key in a
 * cache
 */
export function shownRollout(
  { slot, provenance, readsMeta, needs }: ToolDeclaration,
  { text, steps, meta }: ToolRollout,
): ToolRollout {
  const brought = provenance.origin === 'user';
  // Tool calls stand in channels beside the thinking, so a tool that reads calls removes the thinking itself.
  const calls = needs.includes('expected-calls');
  const shown: Shown = {
    thinking: brought || slot === 'format' || calls,
    meta: brought || readsMeta === true,
  };
  const { line: _, ...row } = meta ?? {};
  return {
    text: shown.thinking ? text : withoutThinking(text),
    ...(steps && { steps }),
    ...(shown.meta && meta && { meta: readsMeta ? meta : row }),
  };
}
