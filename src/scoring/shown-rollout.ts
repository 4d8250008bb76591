import { withoutThinking } from '../answers/thinking.ts';
import type { ToolRollout } from '../spec/tool.ts';
import type { ToolDeclaration } from '../spec/tool-card.ts';

/** What is shown of a rollout to some tools alone. */
interface Shown {
  /** What a response thinks is no answer: only tools of form, and a user's own functions, see it. */
  readonly thinking: boolean;
  readonly meta: boolean;
}

/** @returns what a tool is shown of a rollout: what it is not shown cannot change its verdict, nor the key of that verdict in a cache */
export function shownRollout(
  { slot, provenance, readsMeta, needs }: ToolDeclaration,
  { text, steps, meta }: ToolRollout,
): ToolRollout {
  const brought = provenance.origin === 'user';
  // Calls stand in channels beside the thinking: a tool that looks for them takes the thinking out itself.
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
