import { copyKey } from '../../src/server/web/copy-key.ts';
import { serverPath } from '../routes.ts';

/** Whether the page is a static copy, which `rlar view --export` wrote: then its data are files beside it. */
export const isCopy = document.querySelector('meta[name="rlar-copy"]') !== null;

let index: Promise<ReadonlyMap<string, number>> | null = null;

/** @returns the answer that the copy holds; null where it holds none */
export async function fromCopy(path: string, signal: AbortSignal | null): Promise<Response | null> {
  index ??= fetch(serverPath('data/index.json'))
    .then((response) => response.json())
    .then((files) => new Map(Object.entries(files as Record<string, number>)));
  const number = (await index).get(copyKey(path));
  return number === undefined ? null : fetch(serverPath(`data/${number}.json`), { signal });
}
