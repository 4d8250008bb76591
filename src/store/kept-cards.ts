import { hash } from 'node:crypto';
import type { DatabaseSync } from 'node:sqlite';
import { z } from 'zod';
import { canonicalJson } from '../spec/canonical-json.ts';
import { decisions, isUndecided, NO_DECISIONS } from '../spec/decisions.ts';
import { type ToolCard, toolCard } from '../spec/tool-card.ts';
import type { LibraryContent } from './registry.ts';

const hashes = z.array(z.string());
const text = z.object({ body: z.string() });
/** How decisions stand among the cards of a list. */
const decided = z.object({ decisions });

/** Stores each card and the decisions once, by the hash of their content. @returns the list of hashes, for `readContent` */
export function keepContent(database: DatabaseSync, { cards, decisions: made }: LibraryContent): string {
  const insert = database.prepare('INSERT OR IGNORE INTO library_cards VALUES (?, ?)');
  const parts = isUndecided(made) ? cards : [...cards, { decisions: made }];
  const kept = parts.map((part) => {
    const body = canonicalJson(part);
    const key = hash('sha256', body, 'hex').slice(0, 32);
    insert.run(key, body);
    return key;
  });
  return JSON.stringify(kept);
}

/** @param list the result of `keepContent` */
export function readContent(database: DatabaseSync, list: string): LibraryContent {
  const find = database.prepare('SELECT body FROM library_cards WHERE hash = ?');
  const cards: ToolCard[] = [];
  let made = NO_DECISIONS;
  for (const key of hashes.parse(JSON.parse(list))) {
    const part: unknown = JSON.parse(text.parse(find.get(key)).body);
    const found = decided.safeParse(part);
    if (found.success) made = found.data.decisions;
    else cards.push(toolCard.parse(part));
  }
  return { cards, decisions: made };
}

/** Stores a snapshot under its id. An existing snapshot is not changed. */
export function keepSnapshot(
  database: DatabaseSync,
  { id, at, ...content }: LibraryContent & { readonly id: string; readonly at: number },
): void {
  const insert = database.prepare('INSERT OR IGNORE INTO library_snapshots VALUES (?, ?, ?)');
  insert.run(id, at, keepContent(database, content));
}
