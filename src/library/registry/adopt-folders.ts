import { existsSync, renameSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { asRlarError } from '../../spec/errors.ts';
import type { ToolCard } from '../../spec/tool-card.ts';
import { makeFolder } from '../../store/make-folder.ts';
import { type LoadedTool, loadToolFolder, loadToolVersion } from '../added-tools/load-added-tools.ts';
import { addedFolder, versionFolder } from '../added-tools/record.ts';
import { foldersIn, isOnTrial, listVersions, readRefusal } from '../added-tools/tool-files.ts';

const MOVING = '.moving';

/**
 * Finds the tools in `HOME/tools` that no log names. A folder with one tool (`ID/card.json`) becomes `ID/VERSION/`. If a
 * tool has several versions, the newest one on disk is taken.
 * @param onBroken called for each folder that does not hold a valid tool. The folder is left as it is
 * @returns the cards, to be published
 */
export function adoptFolders(home: string, onBroken: (message: string) => void): ToolCard[] {
  for (const name of foldersIn(addedFolder(home)))
    if (existsSync(join(addedFolder(home, name), 'card.json'))) moveIntoVersion(home, name, onBroken);
  const newest = new Map<string, { readonly version: string; readonly at: number }>();
  for (const { id, version } of listVersions(home)) {
    const folder = versionFolder(home, id, version);
    const at = statSync(join(folder, 'card.json')).mtimeMs;
    if (readRefusal(folder) === null && !isOnTrial(folder) && at >= (newest.get(id)?.at ?? 0))
      newest.set(id, { version, at });
  }
  return [...newest].flatMap(([id, { version }]) => {
    const loaded = attempt(() => loadToolVersion(home, id, version), onBroken);
    return loaded ? [cardOf(loaded)] : [];
  });
}

/** @returns the card of a loaded tool, with the evidence that is beside it */
export function cardOf({ tool, evidence }: Pick<LoadedTool, 'tool' | 'evidence'>): ToolCard {
  return { ...tool.declaration, evidence };
}

/**
 * Moves the folder to a temporary name first. If the process dies in between, the next process finds that name and finishes
 * the move.
 */
function moveIntoVersion(home: string, name: string, onBroken: (message: string) => void): void {
  const id = name.endsWith(MOVING) ? name.slice(0, -MOVING.length) : name;
  const loaded = attempt(() => loadToolFolder(addedFolder(home, name), id), onBroken);
  if (!loaded) return;
  const aside = addedFolder(home, id + MOVING);
  if (name === id) renameSync(addedFolder(home, id), aside);
  makeFolder(addedFolder(home, id));
  renameSync(aside, versionFolder(home, id, loaded.record.declaration.version));
}

function attempt<Found>(work: () => Found, onBroken: (message: string) => void): Found | null {
  try {
    return work();
  } catch (thrown) {
    onBroken(asRlarError(thrown).message);
    return null;
  }
}
