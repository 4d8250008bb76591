import type { Tool, ToolRollout } from '../spec/tool.ts';

/**
 * `inline`: at once, on the calling thread · `thread`: in the pool of threads · `turns`: on the calling thread, when a
 * place of the tool is free
 */
export type Placement = 'inline' | 'thread' | 'turns';

/**
 * Most characters of a response that an inline tool judges on the calling thread. A longer response goes to a killable
 * thread.
 */
const INLINE_CHARACTERS = 65_536;

/**
 * Only built-in tools can run in a thread. Tools of users and agents run on the calling thread, whatever they declare.
 * @param threads whether there are threads
 */
export function placementOf(
  { declaration: { execution, provenance } }: Tool,
  rollouts: readonly ToolRollout[],
  threads: boolean,
): Placement {
  if (provenance.origin !== 'built-in' || execution === 'async') return 'turns';
  const short = rollouts.every(({ text }) => text.length <= INLINE_CHARACTERS);
  if (execution === 'inline' && short) return 'inline';
  return threads ? 'thread' : 'turns';
}
