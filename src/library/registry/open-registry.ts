import { existsSync } from 'node:fs';
import { openRegistry as openStored } from '../../store/open-registry.ts';
import type { Registry } from '../../store/registry.ts';
import { thenClose } from '../../store/then-close.ts';
import { addedFolder } from '../added-tools/record.ts';
import { shareVersions } from '../added-tools/shared-versions.ts';
import { adoptFolders } from './adopt-folders.ts';
import { nextEntry } from './next-entry.ts';

/** The target of a publication. */
export interface PublishPlace {
  readonly home: string;
}

/**
 * Opens the registry of a home. Tools in its folder that are older than the log are published first.
 * @param warn called for each folder that does not hold a valid tool
 * @throws RLAR_STORE_NEWER, RLAR_STORE_FAILED
 */
export async function openRegistry(
  home: string,
  warn: (message: string) => void = toStderr,
): Promise<Registry> {
  const registry = sharing(await openStored(home), home);
  try {
    if (existsSync(addedFolder(home)) && (await registry.seq()) === 0) await adopt(registry, home, warn);
    return registry;
  } catch (thrown) {
    await registry.close();
    throw thrown;
  }
}

/** Where replicas share a registry, the files of tools are there before a card names them. */
function sharing(registry: Registry, home: string): Registry {
  const { shelf } = registry;
  if (!shelf) return registry;
  return {
    shelf,
    seq: () => registry.seq(),
    head: () => registry.head(),
    publishedAt: (seq) => registry.publishedAt(seq),
    entries: () => registry.entries(),
    snapshot: (id) => registry.snapshot(id),
    async addSnapshot(id, content) {
      await shareVersions(home, shelf);
      await registry.addSnapshot(id, content);
    },
    setStaticCards: (cards) => registry.setStaticCards(cards),
    async append(make) {
      await shareVersions(home, shelf);
      return registry.append(make);
    },
    close: () => registry.close(),
  };
}

/** Opens the registry of a home, calls `use`, and closes it. */
export function withRegistry<Answer>(
  { home }: PublishPlace,
  use: (registry: Registry) => Promise<Answer>,
): Promise<Answer> {
  return thenClose(openRegistry(home), use);
}

async function adopt(registry: Registry, home: string, warn: (message: string) => void): Promise<void> {
  const cards = adoptFolders(home, warn);
  if (cards.length === 0) return;
  await registry.append((head) =>
    head.seq > 0
      ? null
      : nextEntry(head, { action: 'adopt', by: 'rlar', reason: 'was there before the log' }, () => cards),
  );
}

function toStderr(message: string): void {
  process.stderr.write(`warning: ${message}\n`);
}
