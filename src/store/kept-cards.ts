import { hash } from 'node:crypto';
import type { DatabaseSync } from 'node:sqlite';
import { z } from 'zod';
import { canonicalJson } from '../spec/canonical-json.ts';
import { type ToolCard, toolCard } from '../spec/tool-card.ts';

const hashes = z.array(z.string());
const text = z.object({ body: z.string() });

/** Stores each card once, by the hash of its content. @returns the list of hashes, for `readCards` */
export function keepCards(database: DatabaseSync, cards: readonly ToolCard[]): string {
  const insert = database.prepare('INSERT OR IGNORE INTO library_cards VALUES (?, ?)');
  const kept = cards.map((card) => {
    const body = canonicalJson(card);
    const key = hash('sha256', body, 'hex').slice(0, 32);
    insert.run(key, body);
    return key;
  });
  return JSON.stringify(kept);
}

/** @param list the result of `keepCards` */
export function readCards(database: DatabaseSync, list: string): ToolCard[] {
  const find = database.prepare('SELECT body FROM library_cards WHERE hash = ?');
  return hashes
    .parse(JSON.parse(list))
    .map((hash) => toolCard.parse(JSON.parse(text.parse(find.get(hash)).body)));
}

/** Stores a snapshot under its id. An existing snapshot is not changed. */
export function keepSnapshot(
  database: DatabaseSync,
  { id, cards, at }: { readonly id: string; readonly cards: readonly ToolCard[]; readonly at: number },
): void {
  const insert = database.prepare('INSERT OR IGNORE INTO library_snapshots VALUES (?, ?, ?)');
  insert.run(id, at, keepCards(database, cards));
}
