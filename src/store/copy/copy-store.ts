import { RlarError } from '../../spec/errors.ts';
import { COPIED_TABLES, type CopySource, type CopyTarget } from './copied-tables.ts';

/** What the files are called among the names of tables. */
const FILES = 'files of agents';

/** How many rows of each table were copied, and how many files. */
export type Copied = ReadonlyMap<string, number>;

/**
 * Copies everything, compares the counts, and only then lets others see it. Record numbers stay what they were.
 * @param onProgress called for each window, with the rows of the table that are copied so far
 * @throws RLAR_STORE_FAILED where the ends do not hold the same number of rows, or where rewards came in meanwhile
 */
export async function copyStore(
  from: CopySource,
  to: CopyTarget,
  onProgress: (table: string, rows: number) => void,
): Promise<Copied> {
  const copied = new Map<string, number>();
  const last = await from.lastRecord();
  for (const table of COPIED_TABLES) {
    let rows = 0;
    for await (const some of from.read(table)) {
      await to.write(table, some);
      rows += some.length;
      onProgress(table.name, rows);
    }
    const there = await to.count(table);
    if (there !== rows)
      throw new RlarError(
        'RLAR_STORE_FAILED',
        `${rows} rows of ${table.name} were read from ${from.place}, and ${there} stand in ${to.place}; nothing was kept`,
      );
    copied.set(table.name, rows);
  }
  let files = 0;
  for await (const file of from.files()) {
    await to.putFile(file);
    files += 1;
    onProgress(FILES, files);
  }
  copied.set(FILES, files);
  if ((await from.lastRecordNow()) !== last)
    throw new RlarError(
      'RLAR_STORE_FAILED',
      `rewards came into ${from.place} while it was copied; nothing was kept`,
      { remedy: 'Stop all rlar that write there, and copy again.' },
    );
  await to.finish(last);
  return copied;
}
