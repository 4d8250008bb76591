import type { Tool } from './tool.ts';

/** Keyed by the function `open` itself, because copies of a tool with another card share the opened resources. */
const opened = new WeakMap<NonNullable<Tool['open']>, Promise<void>>();

/** Opens a tool once until it is closed. Further calls get the same promise. If opening failed, the next call tries again. */
export function openTool({ open }: Pick<Tool, 'open'>): Promise<void> {
  if (!open) return Promise.resolve();
  const before = opened.get(open);
  if (before) return before;
  const opening = Promise.resolve().then(() => open());
  opened.set(open, opening);
  opening.catch(() => opened.delete(open));
  return opening;
}

/** Closes a tool. A later use opens it again. */
export async function closeTool({ open, close }: Pick<Tool, 'open' | 'close'>): Promise<void> {
  if (open) opened.delete(open);
  await close?.();
}
