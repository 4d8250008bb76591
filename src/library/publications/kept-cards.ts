import { createHash } from 'node:crypto';
import type { DatabaseSync } from 'node:sqlite';
import { z } from 'zod';
import { type ToolCard, toolCard } from '../../spec/tool-card.ts';
import { canonicalJson, snapshotId } from '../snapshot-id.ts';

export const CARDS_SCHEMA = `
CREATE TABLE cards(hash TEXT PRIMARY KEY, body TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE snapshots(id TEXT PRIMARY KEY, created INTEGER NOT NULL, cards TEXT NOT NULL) WITHOUT ROWID;`;

const hashes = z.array(z.string());
const text = z.object({ body: z.string() });

/** Cards, each once, by the hash of its content; and the lists of them that snapshots are. */
export class KeptCards {
  readonly #database: DatabaseSync;

  constructor(database: DatabaseSync) {
    this.#database = database;
  }

  /** @returns the hash by which `read` finds the card */
  keep(card: ToolCard): string {
    const body = canonicalJson(card);
    const hash = createHash('sha256').update(body).digest('hex').slice(0, 32);
    this.#database.prepare('INSERT OR IGNORE INTO cards VALUES (?, ?)').run(hash, body);
    return hash;
  }

  /** @returns the id of the snapshot that the cards are */
  keepSnapshot(cards: readonly ToolCard[]): string {
    const id = snapshotId(cards);
    const kept = JSON.stringify(cards.map((card) => this.keep(card)));
    this.#database.prepare('INSERT OR IGNORE INTO snapshots VALUES (?, ?, ?)').run(id, Date.now(), kept);
    return id;
  }

  /** @returns the cards of a snapshot, or null where it was not kept */
  snapshot(id: string): ToolCard[] | null {
    const found = this.#database.prepare('SELECT cards FROM snapshots WHERE id = ?').get(id);
    return found ? this.read(String(found.cards)) : null;
  }

  /** @param list hashes, as JSON */
  read(list: string): ToolCard[] {
    const find = this.#database.prepare('SELECT body FROM cards WHERE hash = ?');
    return hashes
      .parse(JSON.parse(list))
      .map((hash) => toolCard.parse(JSON.parse(text.parse(find.get(hash)).body)));
  }
}
