import { copyKey } from '../../src/server/web/copy-key.ts';
import { serverPath } from '../routes.ts';
import { type HeldLists, heldList } from './held-lists.ts';

/** Whether the page is a static copy, which `rlar view --export` wrote: then its data are files beside it. */
export const isCopy = document.querySelector('meta[name="rlar-copy"]') !== null;

let index: Promise<ReadonlyMap<string, number>> | null = null;
let lists: Promise<HeldLists> | null = null;

const read = async (file: string): Promise<unknown> => (await fetch(serverPath(`data/${file}.json`))).json();

/** @returns the answer that the copy holds, or that follows from the lists in it; null where it holds none */
export async function fromCopy(path: string, signal: AbortSignal | null): Promise<Response | null> {
  index ??= read('index').then((files) => new Map(Object.entries(files as Record<string, number>)));
  const number = (await index).get(copyKey(path));
  if (number !== undefined) return fetch(serverPath(`data/${number}.json`), { signal });
  if (!/^v1\/(?:rewards|groups)(?:\?|$)/.test(path)) return null;
  lists ??= read('lists').then((held) => held as HeldLists);
  const found = heldList(path, await lists);
  return found && Response.json(found);
}
