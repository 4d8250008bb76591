import type { Tool, ToolRollout } from '../spec/tool.ts';

/**
 * `inline`: at once, on the calling thread · `thread`: in the pool of threads · `turns`: on the calling thread, when a
 * place of the tool is free · `elsewhere`: in another process
 */
export type Placement = 'inline' | 'thread' | 'turns' | 'elsewhere';

/**
 * Most characters of a response that an inline tool judges on the calling thread. A longer response goes to a killable
 * thread.
 */
const INLINE_CHARACTERS = 65_536;

/**
 * Only built-in tools can run in a thread. Tools of users and agents run on the calling thread, whatever they declare.
 * @param there whether there are threads here, and whether other processes run programs for this one
 */
export function placementOf(
  { declaration: { execution, provenance }, programs }: Tool,
  rollouts: readonly ToolRollout[],
  { threads, elsewhere }: { readonly threads: boolean; readonly elsewhere: boolean },
): Placement {
  if (programs && elsewhere) return 'elsewhere';
  if (provenance.origin !== 'built-in' || execution === 'async') return 'turns';
  const short = rollouts.every(({ text }) => text.length <= INLINE_CHARACTERS);
  if (execution === 'inline' && short) return 'inline';
  return threads ? 'thread' : 'turns';
}
