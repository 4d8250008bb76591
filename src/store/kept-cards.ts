import type { DatabaseSync } from 'node:sqlite';
import { z } from 'zod';
import { contentOf, keysOf, partsOf } from './card-parts.ts';
import type { LibraryContent } from './registry.ts';

const text = z.object({ body: z.string() });

/** Stores each card and the decisions once, by the hash of their content. @returns the list of hashes, for `readContent` */
export function keepContent(database: DatabaseSync, content: LibraryContent): string {
  const insert = database.prepare('INSERT OR IGNORE INTO library_cards VALUES (?, ?)');
  const { parts, list } = partsOf(content);
  for (const { key, body } of parts) insert.run(key, body);
  return list;
}

/** @param list the result of `keepContent` */
export function readContent(database: DatabaseSync, list: string): LibraryContent {
  const find = database.prepare('SELECT body FROM library_cards WHERE hash = ?');
  return contentOf(keysOf(list).map((key) => text.parse(find.get(key)).body));
}

/** Stores a snapshot under its id. An existing snapshot is not changed. */
export function keepSnapshot(
  database: DatabaseSync,
  { id, at, ...content }: LibraryContent & { readonly id: string; readonly at: number },
): void {
  const insert = database.prepare('INSERT OR IGNORE INTO library_snapshots VALUES (?, ?, ?)');
  insert.run(id, at, keepContent(database, content));
}
