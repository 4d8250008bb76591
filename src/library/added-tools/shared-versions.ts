import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { RlarError } from '../../spec/errors.ts';
import type { ToolCard } from '../../spec/tool-card.ts';
import type { ToolShelf } from '../../store/tool-shelf.ts';
import { versionFolder } from './record.ts';
import { filesIn, hasVersion, listVersions, placeVersion, readRefusal } from './tool-files.ts';

/** Puts the versions of a home on the shelf, so that other replicas find them before a card names them. */
export async function shareVersions(home: string, shelf: ToolShelf): Promise<void> {
  for (const { id, version } of listVersions(home)) {
    const folder = versionFolder(home, id, version);
    if (readRefusal(folder)) continue;
    const files = filesIn(folder).map((name) => [name, readFileSync(join(folder, name))] as const);
    await shelf.put(id, version, new Map(files));
  }
}

/**
 * Fetches the versions that cards name and that are not in the home. What is fetched is checked as any version is when it is
 * loaded: its version is the hash of its sources.
 * @param isHere says of a card whether it needs no files
 * @param isForTrial whether they are kept only to be tried
 */
export async function fetchVersions(
  home: string,
  shelf: ToolShelf,
  cards: readonly ToolCard[],
  isHere: (card: ToolCard) => boolean,
  isForTrial = false,
): Promise<void> {
  for (const card of cards) {
    const { id, version } = card;
    if (isHere(card) || hasVersion(home, id, version)) continue;
    const files = await shelf.get(id, version);
    if (!files) continue;
    for (const name of files.keys())
      if (!/^\w[\w.-]*$/.test(name))
        throw new RlarError('RLAR_INVALID_TOOL', `added tool ${id}: a file of it is called ${name}`);
    placeVersion(home, id, version, files, isForTrial);
  }
}
