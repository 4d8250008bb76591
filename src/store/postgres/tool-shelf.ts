import { hash } from 'node:crypto';
import { RlarError } from '../../spec/errors.ts';
import type { ShelvedFiles, ToolShelf } from '../tool-shelf.ts';
import type { PostgresDatabase } from './database.ts';

export class PostgresToolShelf implements ToolShelf {
  readonly #database: PostgresDatabase;

  constructor(database: PostgresDatabase) {
    this.#database = database;
  }

  async put(id: string, version: string, files: ShelvedFiles): Promise<void> {
    const named = [...files].map(([name, body]) => ({ name, body, key: hash('sha256', body, 'hex') }));
    const known = await this.#database.query(
      'SELECT name, hash FROM tool_versions WHERE id = $1 AND version = $2 ORDER BY name COLLATE "C"',
      [id, version],
    );
    const sorted = named.toSorted((one, other) => (one.name < other.name ? -1 : 1));
    const same = JSON.stringify(known.map(({ name, hash: key }) => [name, key]));
    if (same === JSON.stringify(sorted.map(({ name, key }) => [name, key]))) return;
    await this.#database.transact(async (query) => {
      for (const { key, body } of sorted)
        await query('INSERT INTO tool_files(hash, body) VALUES ($1, $2) ON CONFLICT (hash) DO NOTHING', [
          key,
          body,
        ]);
      await query('DELETE FROM tool_versions WHERE id = $1 AND version = $2', [id, version]);
      await query(
        `INSERT INTO tool_versions(id, version, name, hash) SELECT $1, $2, * FROM unnest($3::text[], $4::text[])
        ON CONFLICT (id, version, name) DO UPDATE SET hash = excluded.hash`,
        [id, version, sorted.map(({ name }) => name), sorted.map(({ key }) => key)],
      );
    });
  }

  async get(id: string, version: string): Promise<ShelvedFiles | null> {
    const found = await this.#database.query(
      `SELECT name, tool_files.hash, body FROM tool_versions JOIN tool_files ON tool_files.hash = tool_versions.hash
      WHERE id = $1 AND version = $2 ORDER BY name`,
      [id, version],
    );
    if (found.length === 0) return null;
    return new Map(
      found.map(({ name, hash: key, body }) => {
        const content = Buffer.from(body as Uint8Array);
        if (hash('sha256', content, 'hex') !== key)
          throw new RlarError(
            'RLAR_STORE_FAILED',
            `${this.#database.place}: ${String(name)} of ${id}@${version} is not what its hash says`,
          );
        return [String(name), content];
      }),
    );
  }
}
