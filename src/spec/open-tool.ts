import type { Tool } from './tool.ts';

/** By the function itself: copies of a tool with another card share what it opens. */
const opened = new WeakMap<NonNullable<Tool['open']>, Promise<void>>();

/**
 * Opens a tool, once until it is closed: whoever asks meanwhile gets the same promise. One that did not open is opened
 * anew with the next call.
 */
export function openTool({ open }: Pick<Tool, 'open'>): Promise<void> {
  if (!open) return Promise.resolve();
  const before = opened.get(open);
  if (before) return before;
  const opening = Promise.resolve().then(() => open());
  opened.set(open, opening);
  opening.catch(() => opened.delete(open));
  return opening;
}

/** Closes a tool. One that is used again is opened anew. */
export async function closeTool({ open, close }: Pick<Tool, 'open' | 'close'>): Promise<void> {
  if (open) opened.delete(open);
  await close?.();
}
