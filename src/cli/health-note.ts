import type { Library } from '../library/library.ts';
import { type KnownHealth, Readiness } from '../scoring/readiness.ts';
import type { Tool } from '../spec/tool.ts';
import type { Cell } from './terminal.ts';

/**
 * @returns the health of each tool that declares it. Opens each tool that is not heavy, and asks it. Who made the tools
 * closes them.
 */
export async function askHealth(library: Library): Promise<KnownHealth[]> {
  const tools = library.entries().flatMap(({ tool }) => (tool.health ? [unopened(tool)] : []));
  const readiness = new Readiness({ everyMs: Number.POSITIVE_INFINITY });
  await readiness.warm(tools);
  return readiness.known(tools);
}

function unopened(tool: Tool): Tool {
  if (!tool.heavy) return tool;
  const { open: _, ...rest } = tool;
  return rest;
}

/** @returns what a person reads of a tool's health; nothing for a tool that does not declare it */
export function healthNote(health: KnownHealth | undefined): Cell {
  if (!health) return '';
  return health.ok
    ? { style: 'green', text: 'healthy' }
    : { style: 'red', text: `cannot work now: ${health.reason ?? 'no answer'}` };
}
