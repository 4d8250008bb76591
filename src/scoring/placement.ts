import type { Tool, ToolRollout } from '../spec/tool.ts';

/** `inline`: on the calling thread, at once · `thread`: in the pool of threads · `turns`: called here, when its turn has come */
export type Placement = 'inline' | 'thread' | 'turns';

/** Characters up to which an inline tool may see a response on the calling thread; longer ones go to a killable thread. */
const INLINE_CHARACTERS = 65_536;

/**
 * Only built-in tools can cross into a thread; those of users and agents are called here whatever they declare.
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
