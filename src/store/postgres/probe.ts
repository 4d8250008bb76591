import { randomUUID } from 'node:crypto';
import type { PostgresDatabase } from './database.ts';

/** Bytes that are written: more than the pages have free that there are. */
const BYTES = 1024 * 1024;

/**
 * Does what recording rewards does, and leaves nothing: it makes a table and writes to it, as each run needs, and asks for the
 * right to write to each table of a reward. The commit shows that the log of the server has room.
 * @throws the errors that `appendRewards` would have
 */
export async function probe(database: PostgresDatabase): Promise<void> {
  const name = `probe_${randomUUID().replaceAll('-', '')}`;
  await database.transact(async (query) => {
    await query(`CREATE TABLE ${name}(body bytea)`);
    await query(`ALTER TABLE ${name} ALTER COLUMN body SET STORAGE EXTERNAL`);
    await query(`INSERT INTO ${name} VALUES (decode(repeat('00', ${BYTES}), 'hex'))`);
    for (const table of ['runs', 'queries', 'assignments', 'sticky', 'parts', 'groups', 'rewards'])
      await query(`INSERT INTO ${table} SELECT * FROM ${table} WHERE false`);
    for (const change of ['counters SET records = records', 'runs SET rows = rows'])
      await query(`UPDATE ${change} WHERE false`);
    await query(`DROP TABLE ${name}`);
  });
}
