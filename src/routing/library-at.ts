import type { Library } from '../library/library.ts';
import type { LiveLibrary } from '../library/live-library.ts';
import type { Store } from '../store/store.ts';

/** @returns the library of a snapshot, wherever its cards are recorded; null where they are nowhere */
export async function libraryAt(
  snapshot: string,
  live: LiveLibrary,
  store: Store | null,
): Promise<Library | null> {
  if (snapshot === live.current.snapshot) return live.current;
  const cards = (await store?.getSnapshot(snapshot))?.cards ?? live.cardsOf(snapshot);
  return cards ? live.at(snapshot, cards) : null;
}
